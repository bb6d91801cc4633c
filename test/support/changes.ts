import type { Change, NewChange } from '../../lib/domain/changes/change.ts'

/** An applied shift of reviews as it is handed to the ledger, changed as a test needs it. */
export function newChange(given: Partial<NewChange> = {}): NewChange {
  return {
    at: '2026-03-01T12:00:00.000Z',
    notBefore: null,
    source: 'console',
    actor: 'token',
    reason: null,
    object: objectNamed('reviews'),
    rule: null,
    form: 'slices',
    summary: '',
    before: null,
    after: null,
    patch: [],
    outcome: 'applied',
    error: null,
    appliedAt: null,
    acknowledgedAt: null,
    verification: null,
    reverts: null,
    ...given,
  }
}

/** The same as the ledger holds it. */
export function aChange(given: Partial<Change> = {}): Change {
  return { ...newChange(), id: '1', revertedBy: null, events: [], ...given }
}

/** A VirtualService of the shop. */
export function objectNamed(name: string): Change['object'] {
  return { apiVersion: 'networking.istio.io/v1', kind: 'VirtualService', namespace: 'shop', name }
}
