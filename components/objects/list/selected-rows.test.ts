import { describe, expect, it } from 'vitest'
import { everything } from '../../../lib/client/scope.ts'
import { parseFind } from '../../../lib/domain/graph/find-expression/parser.ts'
import { graphOf, logsOf, mostLogWorkloads } from './row-verbs.ts'
import { extendedTo, nothingSelected, selectedOf, toggledAll, toggledRow } from './selected-rows.ts'

const row = (name: string) => ({
  name,
  namespace: 'shop',
  health: { status: 'healthy' as const, reasons: [] },
  inbound: { rps: null },
})
const rows = ['a', 'b', 'c', 'd'].map(row)
const names = (selected: Parameters<typeof selectedOf>[1], shown = rows) =>
  selectedOf(shown, selected).map(({ name }) => name)

describe('P13: the selection of a list', () => {
  it('takes rows one by one, and lets them go', () => {
    const one = toggledRow(nothingSelected, 'shop/c')
    expect(names(toggledRow(one, 'shop/a'))).toEqual(['a', 'c'])
    expect(names(toggledRow(one, 'shop/c'))).toEqual([])
  })
  it('extends from where it began, both ways', () => {
    const one = toggledRow(nothingSelected, 'shop/b')
    expect(names(extendedTo(one, 'shop/d', rows))).toEqual(['b', 'c', 'd'])
    expect(names(extendedTo(one, 'shop/a', rows))).toEqual(['a', 'b'])
    expect(names(extendedTo(nothingSelected, 'shop/c', rows))).toEqual(['c'])
  })
  it('takes all that are shown, then none', () => {
    const all = toggledAll(nothingSelected, rows)
    expect(names(all)).toEqual(['a', 'b', 'c', 'd'])
    expect(names(toggledAll(all, rows))).toEqual([])
  })
  it('acts on nothing that a filter has hidden since', () => {
    expect(names(toggledAll(nothingSelected, rows), rows.slice(1, 3))).toEqual(['b', 'c'])
  })
})

describe('where the selected are looked at', () => {
  const findIn = (href: string) => new URL(href, 'http://console').searchParams
  it('finds them in the graph of their namespaces by an expression that is understood', () => {
    const one = findIn(graphOf([row('cart'), row('pay')], 'workload', everything))
    expect([one.get('namespaces'), one.get('find')]).toEqual(['shop', 'workload = cart or workload = pay'])
    const hostile = graphOf([row('cart'), { name: 'a "b" or c', namespace: 'x' }], 'service', {
      ...everything,
      namespaces: ['other'],
    })
    expect(findIn(hostile).get('namespaces')).toBe('shop,x')
    expect(parseFind(findIn(hostile).get('find') ?? '').ok).toBe(true)
  })
  it('reads the logs of as many as one question may name', () => {
    const many = Array.from({ length: mostLogWorkloads + 1 }, (_, index) => row(`w${index}`))
    expect(logsOf(many, everything)).toBeNull()
    expect(findIn(logsOf(rows, everything) ?? '').get('workload')).toBe('a,b,c,d')
  })
})
