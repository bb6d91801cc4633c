import { expect, test } from 'vitest'
import type { Sent, Subscription } from '../serve/subscription.ts'
import { unsubscribed } from '../serve/subscription.ts'
import { inForce } from './in-force.ts'

// Guarantee: what a page calls "in force" is what the proxy works with, also after a refusal.

function sent(version: string, ...items: string[]): Sent {
  const resources = new Map(
    items.map((item) => {
      const [name = '', hash = ''] = item.split('=')
      return [name, { name, hash, bytes: Buffer.from(item) }] as const
    }),
  )
  return { nonce: version, version, resources, generation: 1, at: 1 }
}
function after(acked: Sent, refused: Sent, message: string): Subscription {
  const rejected = { version: refused.version, message, at: 2, resources: refused.resources }
  return { ...unsubscribed, sent: refused, acked, ackedAt: 1, rejected }
}
const active = (state: Subscription) => [...inForce(state).active.values()].map(({ name, hash }) => `${name}=${hash}`)

test('an accepted response is in force as it was sent', () => {
  const good = sent('1', 'a=1', 'b=1')
  expect(active({ ...unsubscribed, sent: good, acked: good, ackedAt: 1 })).toEqual(['a=1', 'b=1'])
})
test('a refused resource keeps its last version, the others of the response are taken (M3)', () => {
  const state = after(
    sent('1', 'a=1', 'b=1'),
    sent('2', 'a=2', 'b=2', 'c=2'),
    'Error adding/updating listener(s) b: bad',
  )
  expect(active(state).toSorted()).toEqual(['a=2', 'b=1', 'c=2'])
  expect(inForce(state).refused).toEqual([{ name: 'b', change: 'changed' }])
})
test('a name is a whole word', () => {
  const state = after(sent('1', '80=1', '8080=1'), sent('2', '80=2', '8080=2'), "route config '8080' is bad")
  expect(inForce(state).refused.map(({ name }) => name)).toEqual(['8080'])
})
test('a reason that names nothing holds back all that changed', () => {
  const state = after(sent('1', 'a=1', 'b=1'), sent('2', 'a=1', 'b=2', 'c=2'), 'missing )')
  expect(active(state).toSorted()).toEqual(['a=1', 'b=1'])
  expect(inForce(state).refused.map(({ name }) => name)).toEqual(['b', 'c'])
})
test('a proxy that refused everything has nothing', () => {
  const refused = sent('1', 'a=1')
  const state: Subscription = {
    ...unsubscribed,
    sent: refused,
    rejected: { version: '1', message: 'no', at: 1, resources: refused.resources },
  }
  expect(active(state)).toEqual([])
})
