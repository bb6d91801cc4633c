import { describe, expect, it } from 'vitest'
import { dataStateOf, type DataFacts } from './data-state.ts'

const calm: DataFacts = { nodes: 6, failed: false, drawn: true, ageMs: 3_000, refreshMs: 5_000 }

describe('the state of the graph', () => {
  it.each<[string, Partial<DataFacts>]>([
    ['stable', {}],
    ['loading', { nodes: null }],
    ['error', { nodes: null, failed: true }],
    ['empty', { nodes: 0 }],
    ['error', { nodes: 0, failed: true }],
    ['drawing', { drawn: false }],
    ['stable', { ageMs: 11_000 }],
    ['stale', { ageMs: 13_000 }],
    ['stale', { failed: true }],
    ['stable', { ageMs: 600_000, refreshMs: false }],
  ])('is %s with %o', (state, change) => expect(dataStateOf({ ...calm, ...change })).toBe(state))
})
