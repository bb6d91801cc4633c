import { newChange, objectNamed } from '../../../../test/support/changes.ts'
import type { NewChange } from '../../../domain/changes/change.ts'

/** The moment of every change made here. */
export const at = '2026-03-01T12:00:00.000Z'

/** A shift of reviews that has been stored and not written yet. */
export function aChange({ name = 'reviews', source = 'console' }: { name?: string; source?: string } = {}): NewChange {
  return newChange({
    at,
    source,
    reason: 'step 2',
    object: { ...objectNamed(name), namespace: 'bookinfo' },
    rule: 'main',
    summary: 'reviews v1 9 → 5, reviews v2 1 → 5',
    before: { spec: { http: [{ name: 'main', route: [] }] } },
    patch: [{ op: 'test', path: '/metadata/resourceVersion', value: '7' }],
    outcome: 'started',
  })
}
