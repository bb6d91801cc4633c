import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { queryString, withScope } from '../../lib/client/scope.ts'
import {
  defaultGraphState,
  graphViews,
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
  folded: fc.uniqueArray(fc.stringMatching(/^[a-z]{1,6}$/), { maxLength: 3 }).map((names) => names.toSorted()),
  selected: fc.oneof(fc.constant(null), fc.record({ kind: fc.constantFrom('node', 'edge'), id })),
  tab: fc.constantFrom(...panelTabs),
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
    expect(parseGraphState(new URLSearchParams('type=pod&view=pie&metric=x&tab=y&edge='))).toEqual(defaultGraphState)
  })
})
