import { buildGraph, type MeshGraph } from '../../../lib/domain/graph/build-graph.ts'
import { cutGraph } from '../../../lib/domain/graph/cut-graph.ts'
import { graphEdge, graphNode, type GraphEdge, type GraphType } from '../../../lib/domain/graph/model.ts'
import { completerFrom } from '../../../lib/domain/telemetry/identity-of-workloads.ts'
import { toHistograms, toRequests, toTcp } from '../../../lib/sources/prometheus/map-samples.ts'
import { answersOf } from './rows.ts'
import { trueEdges, type TrueEdge } from './truth.ts'
import { drawWorld, SCRAPE_SECONDS, WINDOW_SECONDS, type World } from './world.ts'

/** Where the graph of a seed's world differs from its truth: one sentence each, none when it is true. */
export function faultsOfSeed(seed: number): string[] {
  const world = drawWorld(seed)
  const graph = graphOf(world, seed, 'workload')
  const truth = trueEdges(world)
  const found = new Map(graph.edges.map((edge) => [`${edge.source} ${edge.target} ${edge.protocol}`, edge]))
  return [
    ...[...truth].flatMap(([key, edge]) => faultsOfEdge(key, edge, found.get(key))),
    ...[...found.keys()].filter((key) => !truth.has(key)).map((key) => `${key} was never there`),
    ...faultsOfShape(graph),
    ...faultsOfSelection(graph),
    ...(['app', 'versionedApp', 'service'] as const).flatMap((type) =>
      faultsOfTotals(graph, graphOf(world, seed, type), type),
    ),
  ].map((sentence) => `seed ${seed}: ${sentence}`)
}

function graphOf(world: World, seed: number, type: GraphType): MeshGraph {
  const rows = answersOf(world, seed)
  const requests = toRequests({ rows: rows.requests })
  const complete = completerFrom(requests)
  const histograms = (reporter: 'source' | 'destination') =>
    toHistograms(reporter)({ rows: rows.buckets.filter(({ metric }) => metric['reporter'] === reporter) })
  return buildGraph({
    type,
    windowSeconds: WINDOW_SECONDS,
    scrapeSeconds: SCRAPE_SECONDS,
    requests,
    tcp: toTcp({ rows: rows.tcp }),
    latencyBuckets: [...histograms('destination'), ...histograms('source')].map(complete),
    withMtls: true,
    health: () => undefined,
  })
}

const EXACT = 1e-6

function faultsOfEdge(key: string, truth: TrueEdge, edge: GraphEdge | undefined): string[] {
  if (edge === undefined) return [`${key} is missing`]
  const near = (what: string, seen: number | null, real: number) => {
    const slack = real * truth.slack + EXACT
    return Math.abs((seen ?? 0) - real) <= slack ? [] : [`${key}: ${what} is ${seen}, was ${real} (± ${slack})`]
  }
  if (truth.protocol === 'tcp')
    return [...near('bytes', edge.bytesPerSecond, truth.bytes), ...encryption(key, truth, edge)]
  return [
    ...near('rps', edge.rps, truth.total),
    ...near('errors', (edge.errorRatio ?? 0) * (edge.rps ?? 0), truth.errors),
    ...encryption(key, truth, edge),
    ...retries(key, truth, edge),
    ...latency(key, truth, edge),
  ]
}

function encryption(key: string, { mutual, plain, slack }: TrueEdge, { mtls }: GraphEdge): string[] {
  if (mutual + plain === 0) return mtls.state === 'unknown' ? [] : [`${key}: encryption is ${mtls.state}, nobody knows`]
  const real = mutual / (mutual + plain)
  const state = plain === 0 ? 'mutual' : mutual === 0 ? 'plain' : 'partial'
  const isNear = Math.abs((mtls.ratio ?? -1) - real) <= 2 * slack + EXACT
  return mtls.state === state && isNear
    ? []
    : [`${key}: encryption is ${mtls.state} ${mtls.ratio}, was ${state} ${real}`]
}

/** Retries that are hidden by scrapes apart may be missing; more than there were, and any of a healthy edge, may not be shown. */
function retries(key: string, truth: TrueEdge, { retriesPerSecond: seen }: GraphEdge): string[] {
  if (!truth.retriesKnown) return seen === null ? [] : [`${key}: retries are ${seen}, nobody knows`]
  if (seen === null) return [`${key}: retries are unknown`]
  if (truth.retried === 0 && truth.failed === 0) return seen === 0 ? [] : [`${key}: ${seen} retries of a healthy edge`]
  const hidden = 2 / WINDOW_SECONDS + (truth.failed * SCRAPE_SECONDS) / WINDOW_SECONDS
  const slack = (truth.retried + truth.failed) * truth.slack
  const most = truth.retried + slack + EXACT
  const least = truth.retried <= hidden + slack ? 0 : truth.retried * (1 - truth.slack) - slack - hidden - EXACT
  return seen <= most && seen >= least ? [] : [`${key}: retries are ${seen}, were ${truth.retried}`]
}

/** Each percentile lies within the classes that requests fell into. */
function latency(key: string, { took }: TrueEdge, { latencyMs }: GraphEdge): string[] {
  if (took.length === 0) return latencyMs === null ? [] : [`${key}: latency of requests that never arrived`]
  const [least, most] = [lowerBound(Math.min(...took)), upperBound(Math.max(...took))]
  const { p50 = null, p95 = null, p99 = null } = latencyMs ?? {}
  return [p50, p95, p99].every((value) => value !== null && value >= least && value <= most)
    ? []
    : [`${key}: percentiles ${p50}, ${p95}, ${p99} are not within ${least} and ${most} ms`]
}

const bounds = [0, 0.5, 1, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000]
const upperBound = (value: number) => bounds.find((bound) => value <= bound) ?? Infinity
const lowerBound = (value: number) => bounds.findLast((bound) => bound < value) ?? 0

/** Whatever was reported, an answer keeps to its contract: no NaN, no infinity, no share above 1. */
function faultsOfShape({ nodes, edges }: MeshGraph): string[] {
  const wrong = [...edges.map((edge) => graphEdge.safeParse(edge)), ...nodes.map((node) => graphNode.safeParse(node))]
  return wrong.flatMap(({ error }) => (error === undefined ? [] : [`breaks the contract: ${error.message}`]))
}

/** An edge has the same numbers whatever is selected, and is shown whenever one of its ends is. */
function faultsOfSelection(graph: MeshGraph): string[] {
  const namespaces = [...new Set(graph.nodes.flatMap(({ namespace }) => namespace ?? []))]
  const namespaceOf = new Map(graph.nodes.map(({ id, namespace }) => [id, namespace]))
  return namespaces.flatMap((namespace) => {
    const { edges } = cutGraph(graph, { namespaces: [namespace], rights: 'all', idle: true })
    const wanted = graph.edges.filter((edge) =>
      [edge.source, edge.target].some((id) => namespaceOf.get(id) === namespace),
    )
    return JSON.stringify(edges) === JSON.stringify(wanted) ? [] : [`selecting ${namespace} changes what it shows`]
  })
}

/** Every kind of graph holds the same requests. */
function faultsOfTotals(workloads: MeshGraph, other: MeshGraph, type: GraphType): string[] {
  const total = ({ edges }: MeshGraph) =>
    edges.reduce((sum, { rps, bytesPerSecond }) => sum + (rps ?? 0) + (bytesPerSecond ?? 0), 0)
  const [there, here] = [total(workloads), total(other)]
  return Math.abs(there - here) <= EXACT * (1 + there) ? [] : [`the ${type} graph holds ${here}, not ${there}`]
}
