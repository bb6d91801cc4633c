import { describe, expect, it } from 'vitest'
import { storyEdge, storyGraph, storyNode } from '../../../test/fixtures/story-graph.ts'
import { buildModel } from '../model/build-model.ts'
import { tableCsv } from './table-csv.ts'
import { nextSort, parseSort, sortKeys, tableRows, worstFirst, writtenSort } from './table-rows.ts'

const model = buildModel(storyGraph(), { metric: 'rps', mtls: true })
const sorted = (text: string) => tableRows(model, parseSort(text))

describe('the table of edges', () => {
  it('has one row per edge, worst first', () => {
    const rows = tableRows(model, worstFirst)
    expect(rows).toHaveLength(model.links.length)
    expect(rows.slice(0, 3).map(({ source, target }) => `${source}, ${target}`)).toEqual([
      'checkout v1, payment v2',
      'frontend v1, checkout v1',
      'reviews v2, ratings v1',
    ])
    expect(rows.at(-1)?.link.stroke).toBe('idle')
  })

  it('sorts by any column both ways, with missing numbers last in both', () => {
    expect(sorted('-rps')[0]?.target).toBe('catalog v1')
    expect(sorted('-p95').at(-1)?.link.edge.latencyMs).toBeNull()
    expect(sorted('p95').at(-1)?.link.edge.latencyMs).toBeNull()
    expect(sorted('source')[0]?.source).toBe('cart v1')
    expect(sorted('-source')[0]?.source).toBe('unknown')
    for (const key of sortKeys) expect(sorted(key)).toHaveLength(model.links.length)
  })

  it('turns a column round with the second click and goes back to worst first with the third', () => {
    const first = nextSort(worstFirst, 'rps')
    expect(first).toEqual({ key: 'rps', descending: true })
    const second = nextSort(first, 'rps')
    expect(second).toEqual({ key: 'rps', descending: false })
    expect(nextSort(second, 'rps')).toEqual(worstFirst)
    expect(nextSort(first, 'source')).toEqual({ key: 'source', descending: false })
  })

  it.each(['', 'rps', '-p99', 'source'])('writes the order %j as it reads it', (text) => {
    expect(writtenSort(parseSort(text))).toBe(text)
  })

  it('reads an unknown order as worst first', () => {
    expect(parseSort('-colour')).toEqual(worstFirst)
  })
})

describe('the table as CSV', () => {
  const csvOf = (name: string) => {
    const nodes = [storyNode('a', name, { version: null }), storyNode('b', 'callee')]
    const [source, target] = nodes
    const edges = source === undefined || target === undefined ? [] : [storyEdge(source, target, { rps: null })]
    return tableCsv(tableRows(buildModel({ nodes, edges }, { metric: 'rps', mtls: true }), worstFirst)).split('\r\n')
  }

  it('has a head, the rows in order, and ends with a line break', () => {
    const lines = tableCsv(sorted('source')).split('\r\n')
    expect(lines[0]).toMatch(/^from,to,namespace,protocol,status,requests_per_second/)
    expect(lines).toHaveLength(model.links.length + 2)
    expect(lines[1]).toMatch(/^cart v1,/)
  })

  it('quotes what must be quoted and disarms formulas', () => {
    expect(csvOf('a,"b"')[1]).toMatch(/^"a,""b""",/)
    expect(csvOf('=cmd()')[1]).toMatch(/^'=cmd\(\),/)
  })

  it('leaves what nobody reported empty, never zero', () => {
    expect(csvOf('caller')[1]?.split(',')[5]).toBe('')
  })
})
