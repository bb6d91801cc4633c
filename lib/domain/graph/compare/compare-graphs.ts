import { addBucket, type Buckets } from '../../telemetry/histogram.ts'
import { groupBy } from '../../model/group-by.ts'
import type { CutGraph } from '../cut-graph.ts'
import type { GraphEdge, GraphNode } from '../model.ts'
import { sumEdges } from '../node-traffic.ts'
import { errorRate } from '../request-edges.ts'
import type { ComparedNumbers, Comparison, Difference } from './model.ts'
import { adjustForMany } from './significance.ts'
import { presence, testsOfTraffic, type Candidate, type Traffic } from './tests-of-traffic.ts'
import { percentilesOf } from './percentiles-of.ts'

/** The graph of one moment, and the histogram behind each edge where latency was asked for. */
export interface Moment {
  readonly graph: CutGraph
  readonly bucketsOf: (edgeId: string) => Buckets | undefined
}

export interface ComparedGraphs {
  readonly nodes: readonly GraphNode[]
  readonly edges: readonly GraphEdge[]
  readonly nodeDifferences: readonly Comparison[]
  readonly edgeDifferences: readonly Comparison[]
  /** How many questions were asked; the correction is for so many. */
  readonly comparisons: number
}

/** Expected share of false ones among the differences that are shown (C5). */
export const FALSE_DISCOVERY_RATE = 0.05
/** Bytes that differ by less are the same amount for a connection that is not counted in requests. */
const BYTES_CHANGE = 0.25

/** Two moments of the same mesh on one map (C1 to C7). Pure. */
export function compareGraphs(base: Moment, now: Moment, windowSeconds: number): ComparedGraphs {
  const edges = union(now.graph.edges, base.graph.edges)
  const nodes = union(now.graph.nodes, base.graph.nodes)
  const [before, after] = [factsOf(base, windowSeconds), factsOf(now, windowSeconds)]
  const asked = [
    ...edges.map(({ id }) => questionsOf(id, before.edges, after.edges)),
    ...nodes.map(({ id }) => questionsOf(id, before.nodes, after.nodes)),
  ]
  const adjusted = adjustForMany(asked.flatMap(({ candidates }) => candidates.map(({ pValue }) => pValue)))
  let place = 0
  const answered = asked.map((question) => {
    const own = adjusted.slice(place, place + question.candidates.length)
    place += question.candidates.length
    return answer(question, own)
  })
  return {
    nodes,
    edges,
    edgeDifferences: answered.slice(0, edges.length),
    nodeDifferences: answered.slice(edges.length),
    comparisons: adjusted.length,
  }
}

function union<T extends { readonly id: string }>(now: readonly T[], base: readonly T[]): T[] {
  const present = new Set(now.map(({ id }) => id))
  return [...now, ...base.filter(({ id }) => !present.has(id))]
}

/** What is compared of a node or an edge; `traffic` is null where nothing is counted in requests. */
interface Facts {
  readonly traffic: Traffic | null
  readonly numbers: ComparedNumbers
}

interface FactsOfMoment {
  readonly edges: ReadonlyMap<string, Facts>
  readonly nodes: ReadonlyMap<string, Facts>
}

function factsOf({ graph, bucketsOf }: Moment, windowSeconds: number): FactsOfMoment {
  const inbound = groupBy(graph.edges, ({ target }) => target)
  const of = (edges: readonly GraphEdge[]) => factsOfEdges(edges, bucketsOf, windowSeconds)
  return {
    edges: new Map(graph.edges.map((edge) => [edge.id, of([edge])])),
    nodes: new Map(graph.nodes.map(({ id }) => [id, of(inbound.get(id) ?? [])])),
  }
}

function factsOfEdges(edges: readonly GraphEdge[], bucketsOf: Moment['bucketsOf'], windowSeconds: number): Facts {
  const { rps, errorRatio, bytesPerSecond } = sumEdges(edges)
  const buckets: Buckets = new Map()
  for (const edge of edges)
    for (const [upper, perSecond] of bucketsOf(edge.id) ?? []) addBucket(buckets, upper, perSecond)
  const requests = rps === null ? null : Math.round(rps * windowSeconds)
  const errors = edges.reduce((sum, { responses }) => sum + errorRate(responses), 0) * windowSeconds
  return {
    traffic: rps === null ? null : { requests: rps * windowSeconds, errors, buckets, windowSeconds },
    numbers: { rps, errorRatio, bytesPerSecond, requests, ...percentilesOf(buckets) },
  }
}

interface Question {
  readonly id: string
  readonly base: Facts | undefined
  readonly now: Facts | undefined
  readonly candidates: readonly (Candidate | Presence)[]
}

/** Whether a thing that is at one moment only is there by more than chance. */
interface Presence {
  readonly kind: 'presence'
  readonly pValue: number
}

function questionsOf(id: string, before: ReadonlyMap<string, Facts>, after: ReadonlyMap<string, Facts>): Question {
  const [base, now] = [before.get(id), after.get(id)]
  return { id, base, now, candidates: candidatesOf(base, now) }
}

function candidatesOf(base: Facts | undefined, now: Facts | undefined): (Candidate | Presence)[] {
  if (base !== undefined && now !== undefined) {
    return base.traffic === null || now.traffic === null ? [] : testsOfTraffic(base.traffic, now.traffic)
  }
  const requests = (base ?? now)?.traffic?.requests
  return requests === undefined ? [] : [{ kind: 'presence', pValue: presence(requests).pValue }]
}

function answer({ id, base, now, candidates }: Question, adjusted: readonly number[]): Comparison {
  const found = candidates.map((candidate, place) => ({ candidate, adjustedPValue: adjusted[place] ?? 1 }))
  const sure = found.filter(({ adjustedPValue }) => adjustedPValue < FALSE_DISCOVERY_RATE)
  const numbers = { base: base?.numbers ?? null, now: now?.numbers ?? null }
  if (base === undefined || now === undefined) {
    const isThere = candidates.length === 0 || sure.length > 0
    return { id, state: isThere ? (base === undefined ? 'added' : 'gone') : 'unclear', differences: [], ...numbers }
  }
  const differences = strongest(
    sure.flatMap(({ candidate, adjustedPValue }) =>
      candidate.kind === 'presence' || !candidate.matters ? [] : [differenceOf(candidate, adjustedPValue)],
    ),
  )
  if (differences.length > 0) return { id, state: 'changed', differences, ...numbers }
  return {
    id,
    state: candidates.length > 0 || isSame(base, now) ? 'unchanged' : 'unclear',
    differences: [],
    ...numbers,
  }
}

/** Nothing was counted in requests: no traffic at both moments, or about as many bytes. */
function isSame(base: Facts, now: Facts): boolean {
  const [before, after] = [base.numbers.bytesPerSecond ?? 0, now.numbers.bytesPerSecond ?? 0]
  const hasRequests = (base.traffic?.requests ?? 0) + (now.traffic?.requests ?? 0) > 0
  return !hasRequests && Math.abs(after - before) <= BYTES_CHANGE * Math.max(before, after)
}

function differenceOf({ matters: _matters, ...candidate }: Candidate, adjustedPValue: number): Difference {
  return { ...candidate, adjustedPValue }
}

/** Median and tail may say the same thing: the surer one says it. */
function strongest(differences: readonly Difference[]): Difference[] {
  const byKind = groupBy(differences, ({ kind }) => kind)
  return [...byKind.values()].flatMap((same) => same.toSorted((a, b) => a.pValue - b.pValue).slice(0, 1))
}
