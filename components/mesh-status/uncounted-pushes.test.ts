import { describe, expect, test } from 'vitest'
import { uncountedPushes } from './uncounted-pushes.ts'

type Proxies = NonNullable<Parameters<typeof uncountedPushes>[1]>
const at = Date.parse('2026-11-24T16:00:00Z') / 1_000
const proxy = (sentAt: string | null, ackedAt: string | null): Proxies['items'][number] => ({
  pod: 'cart-1',
  namespace: 'shop',
  workload: 'cart',
  role: 'sidecar',
  cluster: null,
  state: ackedAt === null ? 'stale' : 'synced',
  types: [
    {
      type: 'cds',
      state: ackedAt === null ? 'stale' : 'synced',
      sentAt,
      ackedAt,
      sentVersion: null,
      ackedVersion: null,
      resources: null,
      rejection: null,
    },
  ],
  lastAckAt: ackedAt,
  envoyVersion: null,
  istioVersion: null,
  revision: null,
  certificate: null,
})
const words = (items: Proxies['items']) => uncountedPushes({ windowSeconds: 3_600 }, { at, items })

describe('M14: when no push was counted', () => {
  test('right after a start the proxies say what was pushed', () => {
    const early = [proxy('2026-11-24T15:59:50Z', '2026-11-24T15:59:51Z'), proxy('2026-11-24T15:59:50Z', null)]
    expect(words(early)).toMatch(/^Not measured yet: .* 1 of 2 proxies took what was sent, the last at \d\d:\d\d:51\.$/)
  })
  test('nothing was pushed where every proxy was served before', () => {
    expect(words([proxy('2026-11-24T14:00:00Z', '2026-11-24T14:00:01Z')])).toMatch(/^Nothing was pushed in this time/)
  })
  test.each([
    ['a control plane that tells no times', words([proxy(null, null)])],
    ['no proxies', words([])],
    ['proxies that were not read', uncountedPushes({ windowSeconds: 60 }, undefined)],
  ])('%s proves nothing', (_case, sentence) => expect(sentence).toBe('No push was counted in this time.'))
})
