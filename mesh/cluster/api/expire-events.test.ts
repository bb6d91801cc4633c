import { expect, test } from 'vitest'
import type { StoredObject } from '../../../lib/domain/kubernetes/object.ts'
import { expiredEvents } from './expire-events.ts'

const event = (name: string, times: object): StoredObject => ({
  apiVersion: 'v1',
  kind: 'Event',
  metadata: { name, uid: name, resourceVersion: '1', creationTimestamp: '2026-01-01T10:00:00Z' },
  ...times,
})

test('an event goes an hour after it was last seen, not after it was first', () => {
  const events = [
    event('old', { lastTimestamp: '2026-01-01T10:00:00Z' }),
    event('seen-again', { firstTimestamp: '2026-01-01T10:00:00Z', lastTimestamp: '2026-01-01T10:30:00Z' }),
    event('modern', { eventTime: '2026-01-01T10:59:00.000000Z' }),
    event('without-times', {}),
  ]
  expect(expiredEvents(events, new Date('2026-01-01T11:00:01Z')).map(({ metadata }) => metadata.name)).toEqual([
    'old',
    'without-times',
  ])
})
