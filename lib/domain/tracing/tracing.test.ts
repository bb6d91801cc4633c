import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anySpans } from '../../../test/support/any-spans.ts'
import { spanOf as span } from '../../../test/support/spans.ts'
import { criticalPath, criticalShares } from './critical-path.ts'
import type { Span } from './model.ts'
import { breakdownOf, selfTimeUs } from './self-time.ts'
import { buildSpanTree } from './span-tree.ts'
import { summarizeTrace } from './summary.ts'

const outline = (spans: readonly Span[]) =>
  buildSpanTree(spans).nodes.map(({ span: { spanId }, depth }) => `${depth}${spanId}`)

describe('buildSpanTree', () => {
  it('puts children under their parents, siblings by their start', () => {
    const spans = [span('c', { parentId: 'a', startUs: 20 }), span('a'), span('b', { parentId: 'a', startUs: 10 })]
    expect(outline(spans)).toEqual(['0a', '1b', '1c'])
  })

  it('makes a span whose parent never came a root and says so', () => {
    const tree = buildSpanTree([span('a'), span('b', { parentId: 'gone' })])
    expect(tree.missingParents).toBe(1)
    expect(tree.roots.map(({ fault }) => fault)).toEqual([null, 'missing-parent'])
  })

  it('cuts a cycle at its earliest span', () => {
    const tree = buildSpanTree([
      span('a', { parentId: 'c', startUs: 5 }),
      span('b', { parentId: 'a', startUs: 3 }),
      span('c', { parentId: 'b', startUs: 8 }),
    ])
    expect(tree.cycles).toBe(1)
    expect(tree.roots.map(({ span: { spanId }, fault }) => [spanId, fault])).toEqual([['b', 'cycle']])
  })

  it('takes a span reported twice once, but an id shared by caller and callee as two', () => {
    const client = span('a', { kind: 'client' })
    const server = span('a', { kind: 'server', service: 'b' })
    const tree = buildSpanTree([client, server, client, span('c', { parentId: 'a', service: 'b' })])
    expect(tree.duplicates).toBe(1)
    expect(tree.nodes.map(({ span: { spanId, kind }, depth }) => `${depth}${spanId} ${kind}`)).toEqual([
      '0a client',
      '1a server',
      '2c internal',
    ])
  })

  it('moves a span of another clock into its parent, and what hangs under it along', () => {
    const tree = buildSpanTree([
      span('a', { startUs: 1_000, durationUs: 100 }),
      span('b', { parentId: 'a', service: 'b', startUs: 500, durationUs: 60 }),
      span('c', { parentId: 'b', service: 'b', startUs: 510, durationUs: 10 }),
    ])
    expect(tree.nodes.map(({ startUs }) => startUs)).toEqual([1_000, 1_020, 1_030])
    expect(tree.maxSkewUs).toBe(520)
  })

  it('leaves a late span of the same pod alone: work after the answer is no clock error', () => {
    const tree = buildSpanTree([span('a'), span('b', { parentId: 'a', startUs: 500 })])
    expect(tree.maxSkewUs).toBe(0)
  })

  it('stands a chain of 80,000 spans, one under the other, and its critical path', () => {
    const chain = Array.from({ length: 80_000 }, (_, index) =>
      span(String(index), {
        parentId: index === 0 ? null : String(index - 1),
        startUs: index,
        durationUs: 200_000 - 2 * index,
      }),
    )
    const { nodes, roots, cycles } = buildSpanTree(chain)
    expect([nodes.length, roots.length, cycles, nodes.at(-1)?.depth]).toEqual([80_000, 1, 0, 79_999])
    expect(roots.flatMap(criticalPath)).toHaveLength(80_000 * 2 - 1)
  })

  it('loses and repeats no span, keeps parents before children, and has true depths, whatever the references', () => {
    fc.assert(
      fc.property(anySpans, (spans) => {
        const { nodes, duplicates, roots } = buildSpanTree(spans)
        expect(nodes.length + duplicates).toBe(spans.length)
        expect(new Set(nodes).size).toBe(nodes.length)
        for (const [index, node] of nodes.entries()) {
          if (node.parent === null) expect(roots).toContain(node)
          else {
            expect(nodes.indexOf(node.parent)).toBeLessThan(index)
            expect(node.depth).toBe(node.parent.depth + 1)
            expect(node.parent.children).toContain(node)
          }
        }
      }),
    )
  })
})

describe('criticalPath', () => {
  const path = (spans: readonly Span[]) => {
    const [root] = buildSpanTree(spans).roots
    return root === undefined ? [] : criticalPath(root)
  }

  it('runs through the child that finished last and leaves out what ran beside it', () => {
    const sections = path([
      span('root'),
      span('fast', { parentId: 'root', startUs: 10, durationUs: 20 }),
      span('slow', { parentId: 'root', startUs: 10, durationUs: 70 }),
    ])
    expect(sections.map(({ node, startUs, endUs }) => [node.span.spanId, startUs, endUs])).toEqual([
      ['root', 0, 10],
      ['slow', 10, 80],
      ['root', 80, 100],
    ])
  })

  it('takes children one after the other when they ran one after the other', () => {
    const sections = path([
      span('root'),
      span('first', { parentId: 'root', startUs: 10, durationUs: 30 }),
      span('second', { parentId: 'root', startUs: 50, durationUs: 40 }),
    ])
    expect(sections.map(({ node }) => node.span.spanId)).toEqual(['root', 'first', 'root', 'second', 'root'])
    expect(criticalShares(sections)).toEqual([{ service: 'a', share: 1 }])
  })

  it('adds up to the duration of the root without gap or overlap, and stays inside its spans', () => {
    fc.assert(
      fc.property(anySpans, (spans) => {
        for (const root of buildSpanTree(spans).roots) {
          const sections = criticalPath(root)
          let cursor = root.startUs
          for (const { node, startUs, endUs } of sections) {
            expect(startUs).toBe(cursor)
            expect(endUs).toBeGreaterThan(startUs)
            expect(startUs).toBeGreaterThanOrEqual(node.startUs)
            expect(endUs).toBeLessThanOrEqual(node.endUs)
            cursor = endUs
          }
          expect(cursor).toBe(root.endUs)
        }
      }),
    )
  })
})

describe('self time', () => {
  it('counts children that overlap once', () => {
    const [root] = buildSpanTree([
      span('root'),
      span('b', { parentId: 'root', startUs: 10, durationUs: 30 }),
      span('c', { parentId: 'root', startUs: 20, durationUs: 40 }),
    ]).roots
    expect(root === undefined ? null : selfTimeUs(root)).toBe(50)
  })

  it('is never negative and never more than the span', () => {
    fc.assert(
      fc.property(anySpans, (spans) => {
        for (const node of buildSpanTree(spans).nodes) {
          expect(selfTimeUs(node)).toBeGreaterThanOrEqual(0)
          expect(selfTimeUs(node)).toBeLessThanOrEqual(node.span.durationUs)
        }
      }),
    )
  })

  it('of a call splits into what the callee took and what lay between', () => {
    const [call] = buildSpanTree([
      span('a', { kind: 'client' }),
      span('b', { parentId: 'a', kind: 'server', service: 'b', startUs: 10, durationUs: 80 }),
    ]).roots
    expect(call === undefined ? null : breakdownOf(call)).toEqual({ kind: 'call', calleeUs: 80, networkUs: 20 })
  })
})

describe('summarizeTrace', () => {
  it('names the root and counts spans, errors and services', () => {
    const spans = [
      span('b', { parentId: 'a', service: 'b', startUs: 10, durationUs: 20, error: true }),
      span('a', { operation: 'GET /productpage' }),
      span('c', { parentId: 'b', service: 'b', startUs: 12, durationUs: 5 }),
    ]
    expect(summarizeTrace({ traceId: 't', spans, truncatedAt: null })).toEqual({
      traceId: 't',
      rootService: 'a',
      rootOperation: 'GET /productpage',
      startUs: 0,
      durationUs: 100,
      spanCount: 3,
      errorCount: 1,
      services: [
        { name: 'b', spans: 2 },
        { name: 'a', spans: 1 },
      ],
    })
  })

  it('has a line even for a trace without spans', () => {
    expect(summarizeTrace({ traceId: 't', spans: [], truncatedAt: null })).toMatchObject({
      spanCount: 0,
      durationUs: 0,
    })
  })
})
