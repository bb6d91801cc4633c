import { describe, expect, it } from 'vitest'
import { advanceSequence, afterStep, type Sequence, type SequenceFacts } from './sequence.ts'

const object = (kind: 'VirtualService' | 'DestinationRule', spec: Record<string, string>) => ({
  kind,
  metadata: { namespace: 'shop', name: 'cart' },
  spec,
})
const step = (kind: 'VirtualService' | 'DestinationRule'): Sequence['steps'][number] => ({
  kind,
  namespace: 'shop',
  name: 'cart',
  verb: 'create',
  object: object(kind, { host: 'cart' }),
  resourceVersion: null,
  state: 'waiting',
  changeId: null,
  writtenAt: null,
})
const two: Sequence = {
  id: '1',
  title: 'Steer cart',
  namespace: 'shop',
  service: 'cart',
  steps: [step('DestinationRule'), step('VirtualService')],
  status: 'running',
  reason: null,
  createdBy: 'token',
  namespaces: 'all',
}
const stored = (kind: 'VirtualService' | 'DestinationRule', spec = { host: 'cart' }, resourceVersion = '7') => {
  const made = object(kind, spec)
  return { ...made, metadata: { ...made.metadata, resourceVersion } }
}
const facts = (live: unknown, more: Partial<SequenceFacts> = {}): SequenceFacts => ({
  now: 100,
  live,
  isAcknowledged: false,
  ...more,
})

describe('R38 a sequence of writes', () => {
  it('writes the first, waits for the proxies, writes the second, ends', () => {
    expect(advanceSequence(two, facts(null))).toMatchObject({ type: 'write', place: 0 })
    const written = afterStep(two, 0, { changeId: '4', at: 100 })
    expect(advanceSequence(written, facts(stored('DestinationRule')))).toEqual({ type: 'wait' })
    const next = advanceSequence(written, facts(stored('DestinationRule'), { isAcknowledged: true }))
    if (next.type !== 'changed') throw new Error(next.type)
    expect(advanceSequence(next.sequence, facts(null))).toMatchObject({ type: 'write', place: 1 })
    const all = two.steps.map((one) => ({ ...one, state: 'acknowledged' as const }))
    expect(advanceSequence({ ...two, steps: all }, facts(null))).toMatchObject({ sequence: { status: 'done' } })
  })

  it('R39 finds after a crash that its write was made, and does not make it twice', () => {
    const next = advanceSequence(two, facts(stored('DestinationRule')))
    expect(next).toMatchObject({ type: 'changed', sequence: { steps: [{ state: 'written' }, { state: 'waiting' }] } })
    const gone: Sequence = {
      ...two,
      steps: [{ ...step('VirtualService'), verb: 'delete', object: null, resourceVersion: '7' }],
    }
    expect(advanceSequence(gone, facts(null))).toMatchObject({ sequence: { steps: [{ state: 'written' }] } })
  })

  it('R39 stops at an object that is another one by now, and writes nothing over it', () => {
    const other = advanceSequence(two, facts(stored('DestinationRule', { host: 'other' })))
    expect(other).toMatchObject({ type: 'changed', sequence: { status: 'stopped' } })
    const gone: Sequence = {
      ...two,
      steps: [{ ...step('VirtualService'), verb: 'delete', object: null, resourceVersion: '6' }],
    }
    expect(advanceSequence(gone, facts(stored('VirtualService')))).toMatchObject({ sequence: { status: 'stopped' } })
  })

  it('stops when the proxies never take a write', () => {
    const written = afterStep(two, 0, { changeId: '4', at: 100 })
    expect(advanceSequence(written, facts(stored('DestinationRule'), { now: 221 }))).toMatchObject({
      sequence: { status: 'stopped', reason: 'The proxies have not acknowledged DestinationRule cart within 120 s.' },
    })
  })
})
