import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { arranged, facetCounts, toCsv } from './arrange.ts'
import { nextSorting, parseListState, toggled, withListState, type ListState } from './list-state.ts'
import type { Listing } from './listing.ts'

type Thing = {
  name: string
  namespace: string
  health: { status: 'failing' | 'healthy' | 'degraded' | 'unknown'; reasons: [] }
  inbound: { rps: number | null }
}
const thing = (name: string, status: Thing['health']['status'], rps: number | null = null): Thing => ({
  name,
  namespace: name === 'ledger' ? 'bank' : 'shop',
  health: { status, reasons: [] },
  inbound: { rps },
})
const listing: Listing<Thing> = {
  kind: 'workloads',
  noun: 'workload',
  href: () => '',
  labels: ({ name }) => ({ app: name, team: 'red' }),
  subject: ({ name, namespace, health, inbound }) => ({
    texts: { name: [name], ns: [namespace], status: [health.status] },
    numbers: { rps: inbound.rps },
    flags: { failing: health.status === 'failing' },
    labels: [{ app: name, team: 'red' }],
  }),
  graph: () => '',
  columns: [
    { id: 'name', label: 'Name', sort: ({ name }) => name, text: ({ name }) => name },
    { id: 'rps', label: 'In', sort: ({ inbound }) => inbound.rps, text: ({ inbound }) => String(inbound.rps ?? 'n/a') },
  ],
  facets: [
    { id: 'health', label: 'Health', values: ({ health }) => [health.status] },
    { id: 'ns', label: 'Namespace', values: ({ namespace }) => [namespace] },
  ],
}
const things = [
  thing('quiet', 'healthy'),
  thing('lost', 'unknown'),
  thing('bad', 'failing'),
  thing('busy', 'healthy', 9),
  thing('ledger', 'degraded', 2),
]
const start: ListState = { words: '', chosen: {}, sorting: null }
const names = (state: Partial<ListState>) => arranged(things, listing, { ...start, ...state }).map(({ name }) => name)

describe('P5: a list', () => {
  it('puts the worst first, then the busiest, and what is not known last', () => {
    expect(names({})).toEqual(['bad', 'ledger', 'busy', 'quiet', 'lost'])
  })

  it('is searched by every word in names, namespaces and labels', () => {
    expect(names({ words: ' BANK led ' })).toEqual(['ledger'])
    expect(names({ words: 'app=busy team=red' })).toEqual(['busy'])
    expect(names({ words: 'app=busy bank' })).toEqual([])
  })

  it('is narrowed by values of one facet or another, and by all facets together', () => {
    expect(names({ chosen: { health: ['failing', 'degraded'] } })).toEqual(['bad', 'ledger'])
    expect(names({ chosen: { health: ['failing', 'degraded'], ns: ['bank'] } })).toEqual(['ledger'])
    expect(names({ chosen: { health: [] } })).toHaveLength(5)
  })

  it('keeps what is not known last, whichever way it is ordered', () => {
    expect(names({ sorting: { column: 'rps', descending: true } }).slice(0, 2)).toEqual(['busy', 'ledger'])
    expect(names({ sorting: { column: 'rps', descending: false } }).slice(0, 2)).toEqual(['ledger', 'busy'])
    expect(names({ sorting: { column: 'no such', descending: false } })[0]).toBe('bad')
  })

  it('counts every value of a facet, whatever is chosen', () => {
    expect(facetCounts(things, { id: 'ns', label: '', values: ({ namespace }) => [namespace] })).toEqual([
      { value: 'shop', count: 4 },
      { value: 'bank', count: 1 },
    ])
  })
})

describe('P5: the URL of a list', () => {
  const text = fc
    .string({ unit: fc.constantFrom('a', 'b', ' ', '=', '&', 'é'), minLength: 1 })
    .filter((s) => s.trim() !== '')
  const value = fc.stringMatching(/^[a-z]{1,5}$/)
  const state = fc.record({
    words: text,
    chosen: fc.dictionary(fc.stringMatching(/^[a-z]{1,6}$/), fc.uniqueArray(value, { minLength: 1 }), {
      noNullPrototype: true,
    }),
    sorting: fc.option(fc.record({ column: value, descending: fc.boolean() })),
  })
  it('holds all of its state and leaves the scope', () => {
    fc.assert(
      fc.property(state, (one) => {
        const params = withListState(new URLSearchParams('window=5m&f.old=x'), one)
        expect(parseListState(params)).toEqual(one)
        expect(params.get('window')).toBe('5m')
      }),
    )
  })

  it('forgets a facet whose last value is taken back', () => {
    const chosen = toggled(start, 'health', 'failing')
    expect(withListState(new URLSearchParams(), chosen).toString()).toBe('f.health=failing')
    expect(withListState(new URLSearchParams(), toggled(chosen, 'health', 'failing')).toString()).toBe('')
  })
})

it('a head goes through both directions and back to worst first', () => {
  const first = nextSorting(null, 'rps', true)
  expect(first).toEqual({ column: 'rps', descending: true })
  const second = nextSorting(first, 'rps', true)
  expect(second).toEqual({ column: 'rps', descending: false })
  expect(nextSorting(second, 'rps', true)).toBeNull()
  expect(nextSorting(first, 'name', false)).toEqual({ column: 'name', descending: false })
})

describe('the export', () => {
  const column = { id: 'x', label: 'X', sort: () => null, text: (value: string) => value }
  it.each([
    ['plain', 'plain'],
    ['a,b', '"a,b"'],
    ['say "no"', '"say ""no"""'],
    ['two\nlines', '"two\nlines"'],
    ['=cmd()', "'=cmd()"],
    ['-1', "'-1"],
  ])('writes %j as %j', (value, written) => expect(toCsv([value], [column])).toBe(`X\r\n${written}\r\n`))
})
