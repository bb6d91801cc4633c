import type { CapsuleEstimate } from '../../lib/contract/capsule.ts'
import type { CapsulePart } from '../../lib/domain/capsule/manifest.ts'

/** The parts as a person reads them, in the order of the dialog. */
export const partWords: readonly { readonly id: CapsulePart; readonly label: string }[] = [
  { id: 'metrics', label: 'Metrics' },
  { id: 'traces', label: 'Traces' },
  { id: 'logs', label: 'Logs' },
  { id: 'configuration', label: 'Configuration' },
  { id: 'proxies', label: 'Proxies' },
  { id: 'changes', label: 'Changes' },
]

/** `0.4 MB`, `12 MB`; under 100 kB in kB. */
export function sizeText(bytes: number): string {
  if (bytes < 100_000) return `${Math.max(1, Math.round(bytes / 1_000))} kB`
  const megabytes = bytes / 1_000_000
  return `${megabytes < 10 ? megabytes.toFixed(1) : Math.round(megabytes)} MB`
}

/** The estimate of the chosen parts; null while it is not known of any. */
export function estimatedBytes(estimate: CapsuleEstimate, chosen: ReadonlySet<CapsulePart>): number | null {
  const known = estimate.parts.flatMap(({ name, bytes }) => (chosen.has(name) && bytes !== null ? [bytes] : []))
  return known.length === 0 ? null : known.reduce((sum, bytes) => sum + bytes, 0)
}

/** Which parts a capsule is without; empty when it has all. */
export function notFrozenWords(frozen: readonly CapsulePart[]): string {
  return partWords
    .filter(({ id }) => !frozen.includes(id))
    .map(({ label }) => label.toLowerCase())
    .join(', ')
}
