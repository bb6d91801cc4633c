import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anySpans } from '../../../test/support/any-spans.ts'
import { spanOf } from '../../../test/support/spans.ts'
import { compareTraces, tagDifferences, timeDifferences } from './compare.ts'
import { selfTimeUs } from './self-time.ts'
import { buildSpanTree } from './span-tree.ts'
import { usualTrace } from './usual-trace.ts'

const call = (id: string, given: Parameters<typeof spanOf>[1] = {}) =>
  spanOf(id, { parentId: 'root', service: 'b', startUs: 10_000, durationUs: 20_000, ...given })
const root = (durationUs: number) => spanOf('root', { durationUs })

describe('two traces compared (TR20, TR21)', () => {
  it('match the nth same call with the nth, and show what only one has', () => {
    const a = buildSpanTree([root(200_000), call('1'), call('2', { startUs: 40_000 }), call('3', { operation: 'NEW' })])
    const b = buildSpanTree([root(100_000), call('x'), call('y', { operation: 'OLD', startUs: 60_000 })])
    expect(
      compareTraces(a, b).map(({ kind, a: left, b: right }) => [kind, left?.span.spanId, right?.span.spanId]),
    ).toEqual([
      ['both', 'root', 'root'],
      ['both', '1', 'x'],
      ['new', '3', undefined],
      ['new', '2', undefined],
      ['gone', undefined, 'y'],
    ])
  })

  it('call slower by itself only who did not wait for it', () => {
    const a = buildSpanTree([root(150_000), call('1', { durationUs: 120_000 })])
    const b = buildSpanTree([root(50_000), call('1')])
    const rows = compareTraces(a, b)
    expect(rows.map(({ slower, differenceUs }) => [slower, differenceUs])).toEqual([
      [false, 100_000],
      [true, 100_000],
    ])
    expect(timeDifferences(rows)[0]).toEqual({ service: 'b', differenceUs: 100_000 })
  })

  it.each([
    ['of 31 ms by 9 ms', 31_000, 9_000, true],
    ['of 31 ms by 3 ms', 31_000, 3_000, false],
    ['of 5 ms by 0.9 ms', 5_000, 900, false],
    ['of 2 s by 19 ms', 2_000_000, 19_000, false],
    ['of 2 s by 20 ms', 2_000_000, 20_000, true],
  ])('call a call in a trace %s slower or not', (...[, durationUs, moreUs, slower]) => {
    const a = buildSpanTree([root(durationUs), call('1', { startUs: 0, durationUs: 500 + moreUs })])
    const b = buildSpanTree([root(durationUs), call('1', { startUs: 0, durationUs: 500 })])
    expect(compareTraces(a, b)[1]?.slower).toBe(slower)
  })

  it('lose no span of either, and their own times add up, whatever the traces', () => {
    fc.assert(
      fc.property(anySpans, anySpans, (left, right) => {
        const a = buildSpanTree(left)
        const b = buildSpanTree(right)
        const rows = compareTraces(a, b)
        expect(rows.flatMap((row) => row.a ?? []).length).toBe(a.nodes.length)
        expect(rows.flatMap((row) => row.b ?? []).length).toBe(b.nodes.length)
        const sum = (nodes: typeof a.nodes) => nodes.reduce((total, node) => total + selfTimeUs(node), 0)
        const differences = rows.reduce((total, { selfDifferenceUs }) => total + selfDifferenceUs, 0)
        expect(differences).toBe(sum(a.nodes) - sum(b.nodes))
      }),
    )
  })

  it('with itself differs in nothing', () => {
    fc.assert(
      fc.property(anySpans, (spans) => {
        const tree = buildSpanTree(spans)
        for (const row of compareTraces(tree, tree)) expect([row.kind, row.selfDifferenceUs]).toEqual(['both', 0])
        expect(tagDifferences(tree, tree)).toEqual([])
      }),
    )
  })

  it('do not list the tags of a service that only one of them called', () => {
    const a = buildSpanTree([root(10_000), call('1', { tags: { region: 'eu' } })])
    expect(tagDifferences(a, buildSpanTree([root(10_000)]))).toEqual([])
  })

  it('name tags that differ, flags and versions first, without what every request has of its own', () => {
    const a = buildSpanTree([spanOf('a', { tags: { 'guid:x-request-id': '1', region: 'eu', response_flags: 'UF' } })])
    const b = buildSpanTree([spanOf('a', { tags: { 'guid:x-request-id': '2', region: 'us' } })])
    expect(tagDifferences(a, b)).toEqual([
      { service: 'a', key: 'response_flags', a: ['UF'], b: [] },
      { service: 'a', key: 'region', a: ['eu'], b: ['us'] },
    ])
  })
})

describe('the usual trace (TR22)', () => {
  const summary = (traceId: string, durationUs: number, errorCount = 0) => ({
    traceId,
    rootService: 'a',
    rootOperation: 'b',
    startUs: 0,
    durationUs,
    spanCount: 1,
    errorCount,
    services: [],
  })
  const items = [5, 1, 900, 3, 2, 4].map((us) => summary(String(us), us))

  it('is the median of those that went well, never the one that is looked at', () => {
    expect(usualTrace([...items, summary('failed', 3, 1)], '900')?.traceId).toBe('3')
  })
  it('is none where fewer than five are known', () => {
    expect(usualTrace(items.slice(0, 4), 'x')).toBeNull()
  })
})
