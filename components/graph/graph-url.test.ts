import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { queryString, withScope } from '../../lib/client/scope.ts'
import {
  boxKinds,
  defaultGraphState,
  graphViews,
  mostHops,
  panelTabs,
  parseGraphState,
  withGraphState,
  type GraphState,
} from './graph-url.ts'
import { edgeMetrics } from './model/graph-model.ts'

const id = fc.stringMatching(/^[a-zA-Z0-9/>:. -]{1,30}$/)
const states: fc.Arbitrary<GraphState> = fc.record({
  type: fc.constantFrom('workload', 'app', 'versionedApp', 'service'),
  view: fc.constantFrom(...graphViews),
  metric: fc.constantFrom(...edgeMetrics),
  mtls: fc.boolean(),
  idle: fc.boolean(),
  find: fc.string({ unit: 'grapheme-ascii', maxLength: 30 }),
  hide: fc.string({ unit: 'grapheme-ascii', maxLength: 30 }),
  boxes: fc.subarray([...boxKinds]),
  aggregate: fc.constantFrom('', 'request_operation'),
  focus: fc.oneof(fc.constant(null), fc.record({ node: id, hops: fc.integer({ min: 1, max: mostHops }) })),
  compare: fc.constantFrom(null, { kind: 'earlier', by: '1h' }, { kind: 'change', id: '42' }),
  replay: fc.boolean(),
  folded: fc.uniqueArray(fc.stringMatching(/^[a-z]{1,6}$/), { maxLength: 3 }).map((names) => names.toSorted()),
  selected: fc.oneof(
    fc.constantFrom(null, { kind: 'graph' as const }),
    fc.record({ kind: fc.constantFrom('node', 'edge', 'box'), id }),
    fc
      .uniqueArray(id, { minLength: 2, maxLength: 4 })
      .map((ids) => ({ kind: 'several' as const, ids: ids.toSorted() })),
  ),
  tab: fc.constantFrom(...panelTabs),
  sort: fc.constantFrom('', 'rps', '-p95'),
})

describe('the state of the graph in the URL', () => {
  it('survives being written and read', () => {
    fc.assert(
      fc.property(states, (state) => {
        const written = new URLSearchParams(queryString(withGraphState(new URLSearchParams(), state)))
        expect(parseGraphState(written)).toEqual(state)
      }),
    )
  })

  it('leaves the scope alone', () => {
    const scope = { namespaces: ['bookinfo'], window: '5m', at: undefined }
    const params = withGraphState(withScope(new URLSearchParams(), scope), { ...defaultGraphState, view: 'table' })
    expect(queryString(params)).toBe('?namespaces=bookinfo&window=5m&view=table')
  })

  it('is empty when nothing was chosen, and default when not understood', () => {
    expect(queryString(withGraphState(new URLSearchParams(), defaultGraphState))).toBe('')
    expect(
      parseGraphState(
        new URLSearchParams('type=pod&view=pie&metric=x&tab=y&edge=&compare=soon&hops=9&sort=<b>&replay=1'),
      ),
    ).toEqual(defaultGraphState)
  })
})
