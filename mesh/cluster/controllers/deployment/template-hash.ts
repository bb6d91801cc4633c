import { createHash } from 'node:crypto'
import type { PodTemplate } from '../../objects/workload.ts'

export const hashLabel = 'pod-template-hash'
/** No vowels and no look-alikes, as in Kubernetes' names. */
const alphabet = 'bcdfghjklmnpqrstvwxz2456789'

/** Ten characters that name a pod template; the hash label itself does not count. */
export function templateHash(template: PodTemplate): string {
  const digest = createHash('sha256').update(canonicalTemplate(template)).digest()
  return [...digest.subarray(0, 10)].map((byte) => alphabet[byte % alphabet.length]).join('')
}

/** One text per template, independent of the order of fields and of the hash label. */
export function canonicalTemplate({ metadata, spec }: PodTemplate): string {
  const labels = Object.fromEntries(Object.entries(metadata.labels ?? {}).filter(([name]) => name !== hashLabel))
  return stable({ labels, annotations: metadata.annotations ?? {}, spec })
}

function stable(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(stable).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const entries = Object.entries(value).filter(([, field]) => field !== undefined && field !== null)
  return `{${entries
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, field]) => `${JSON.stringify(name)}:${stable(field)}`)
    .join(',')}}`
}
