import type { NewChange } from '../../../domain/changes/change.ts'

/** The moment of every change made here. */
export const at = '2026-03-01T12:00:00.000Z'

/** A shift of reviews that has been stored and not written yet. */
export function aChange(what: { name?: string; source?: string } = {}): NewChange {
  return {
    at,
    notBefore: null,
    source: what.source ?? 'console',
    actor: 'token',
    reason: 'step 2',
    object: {
      apiVersion: 'networking.istio.io/v1',
      kind: 'VirtualService',
      namespace: 'bookinfo',
      name: what.name ?? 'reviews',
    },
    rule: 'main',
    form: 'slices',
    summary: 'reviews v1 9 → 5, reviews v2 1 → 5',
    before: { spec: { http: [{ name: 'main', route: [] }] } },
    after: null,
    patch: [{ op: 'test', path: '/metadata/resourceVersion', value: '7' }],
    outcome: 'started',
    error: null,
    appliedAt: null,
    acknowledgedAt: null,
    verification: null,
    reverts: null,
  }
}
