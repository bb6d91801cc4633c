import { age } from '../../lib/client/format/time.ts'

/** How fresh shown numbers are, for the status bar; those of a capsule have no age that means anything. */
export function freshness({ ageMs, stale, isCapsule }: { ageMs: number; stale: boolean; isCapsule: boolean }): string {
  if (isCapsule) return 'Frozen in this capsule'
  return `${stale ? 'Stale' : 'Live'}, data ${age(ageMs)} old`
}
