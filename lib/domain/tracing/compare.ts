import { selfTimeUs } from './self-time.ts'
import type { SpanNode, SpanTree } from './span-tree.ts'

/** A span is slower by itself from both of these on: less is what two runs of one request differ by. */
const SLOWER_MOST_LEAST_US = 20_000
const SLOWER_LEAST_US = 1_000
const SLOWER_LEAST_RATIO = 0.1

/** From how many µs more of its own time a span counts as slower: 20 ms, in short traces a tenth of A (TR21). */
export function slowerFromUs(a: SpanTree): number {
  return Math.max(SLOWER_LEAST_US, Math.min(SLOWER_MOST_LEAST_US, (a.endUs - a.startUs) / 10))
}

/** What became of a span between B and A. */
export type PairKind = 'both' | 'new' | 'gone'

/** One row of the comparison: the same call in both traces, or in one of them only. */
export interface SpanPair {
  readonly kind: PairKind
  readonly a: SpanNode | null
  readonly b: SpanNode | null
  readonly depth: number
  /** A's duration minus B's; a span that one of them lacks counts as nothing there. */
  readonly differenceUs: number
  /** The same of the time in which no child ran; over all rows these add up to the difference of the roots' own time. */
  readonly selfDifferenceUs: number
  /** Slower by its own work and not only by what it waited for. */
  readonly slower: boolean
}

/**
 * Matches the spans of two traces by their place in the tree: under the same pair of parents, by service, operation and
 * kind, and the nth such call with the nth. Rows are in A's order, with what only B has after its siblings.
 */
export function compareTraces(a: SpanTree, b: SpanTree): SpanPair[] {
  const rows: SpanPair[] = []
  const leastUs = slowerFromUs(a)
  const pending: Pairing[] = pairUp(a.roots, b.roots)
    .map((pairing) => ({ ...pairing, depth: 0 }))
    .toReversed()
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { depth } = next
    rows.push(rowOf(next, leastUs))
    const children = pairUp(next.a?.children ?? [], next.b?.children ?? [])
    for (const pairing of children.toReversed()) pending.push({ ...pairing, depth: depth + 1 })
  }
  return rows
}

interface Pairing {
  readonly a: SpanNode | null
  readonly b: SpanNode | null
  readonly depth: number
}

function rowOf({ a, b, depth }: Pairing, leastUs: number): SpanPair {
  const selfDifferenceUs = (a === null ? 0 : selfTimeUs(a)) - (b === null ? 0 : selfTimeUs(b))
  const usualUs = b === null ? 0 : selfTimeUs(b)
  return {
    kind: a === null ? 'gone' : b === null ? 'new' : 'both',
    a,
    b,
    depth,
    differenceUs: (a?.span.durationUs ?? 0) - (b?.span.durationUs ?? 0),
    selfDifferenceUs,
    slower: a !== null && b !== null && selfDifferenceUs >= leastUs && selfDifferenceUs >= usualUs * SLOWER_LEAST_RATIO,
  }
}

function pairUp(a: readonly SpanNode[], b: readonly SpanNode[]): Omit<Pairing, 'depth'>[] {
  const waiting = new Map<string, SpanNode[]>()
  for (const node of b) {
    const known = waiting.get(callOf(node))
    if (known === undefined) waiting.set(callOf(node), [node])
    else known.push(node)
  }
  for (const nodes of waiting.values()) nodes.reverse()
  const pairs = a.map((node) => ({ a: node, b: waiting.get(callOf(node))?.pop() ?? null }))
  const rest = new Set([...waiting.values()].flat())
  return [...pairs, ...b.filter((node) => rest.has(node)).map((node) => ({ a: null, b: node }))]
}

const callOf = ({ span }: SpanNode) => `${span.service}\0${span.operation}\0${span.kind}`

/** Whose own time made A slower (or faster) than B, by service, most first. Shares are of the sum of all that got slower. */
export function timeDifferences(pairs: readonly SpanPair[]): { service: string; differenceUs: number }[] {
  const byService = new Map<string, number>()
  for (const { a, b, selfDifferenceUs } of pairs) {
    const service = (a ?? b)?.span.service ?? ''
    byService.set(service, (byService.get(service) ?? 0) + selfDifferenceUs)
  }
  return [...byService]
    .map(([service, differenceUs]) => ({ service, differenceUs }))
    .toSorted((x, y) => y.differenceUs - x.differenceUs)
}

export interface TagDifference {
  readonly service: string
  readonly key: string
  /** Different values in order of the spans; empty where the trace has none. */
  readonly a: readonly string[]
  readonly b: readonly string[]
}

const MAX_TAG_DIFFERENCES = 40
/** Different in every request, so never a reason. */
const ownOfRequest =
  /(^|[._:-])(id|guid|request-id|request_id|trace_id|span_id|port|address|size|length|duration|time)$|peer\.ip$/i

/**
 * Tags whose values differ between the traces, by service; what names a single request is left out. A service that only
 * one of them called differs in all of its tags, which says nothing: its spans are rows of their own.
 */
export function tagDifferences(a: SpanTree, b: SpanTree): TagDifference[] {
  const left = valuesOf(a)
  const right = valuesOf(b)
  const differences: TagDifference[] = []
  const [ofA, ofB] = [servicesOf(a), servicesOf(b)]
  for (const id of new Set([...left.keys(), ...right.keys()])) {
    const values = { a: [...(left.get(id) ?? [])], b: [...(right.get(id) ?? [])] }
    if (values.a.toSorted().join('\0') === values.b.toSorted().join('\0')) continue
    const [service = '', key = ''] = id.split('\0')
    if (!ofA.has(service) || !ofB.has(service)) continue
    differences.push({ service, key, ...values })
  }
  return differences.toSorted((x, y) => weightOf(y) - weightOf(x)).slice(0, MAX_TAG_DIFFERENCES)
}

const servicesOf = ({ nodes }: SpanTree) => new Set(nodes.map(({ span }) => span.service))

/** What explains most first: flags and versions, then what both have, then what one lacks. */
function weightOf({ key, a, b }: TagDifference): number {
  if (/response_flags|revision|version|status_code/.test(key)) return 2
  return a.length > 0 && b.length > 0 ? 1 : 0
}

function valuesOf(tree: SpanTree): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>()
  for (const { span } of tree.nodes)
    for (const [key, value] of Object.entries(span.tags)) {
      if (ownOfRequest.test(key) || value.length > 160) continue
      const id = `${span.service}\0${key}`
      const values = found.get(id) ?? new Set()
      found.set(id, values.add(value))
    }
  return found
}
