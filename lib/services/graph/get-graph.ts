import { HeddleError } from '../../domain/model/heddle-error.ts'
import { maySee, visibleNamespaces, type Principal } from '../../domain/model/principal.ts'
import { buildGraph, type MeshGraph } from '../../domain/graph/build-graph.ts'
import { cutGraph, type CutGraph } from '../../domain/graph/cut-graph.ts'
import type { GraphLayer, GraphType } from '../../domain/graph/model.ts'
import { boxNodes } from '../../domain/graph/box-nodes.ts'
import { focusGraph } from '../../domain/graph/focus-graph.ts'
import type { GraphRequest, GraphResponse } from '../../contract/graph.ts'
import type { SourceFailure } from '../../contract/source-failure.ts'
import type { MeshWindow } from '../../sources/metrics-port.ts'
import type { ProxyStatus } from '../../sources/ports.ts'
import type { Call, Deps } from '../deps.ts'
import { clusterFacts, clusterFailures, clusterLists, type ClusterFacts } from './cluster-facts.ts'
import { collectSamples, completed, type CollectedSamples } from './collect-samples.ts'
import { addIdleNodes } from './idle-nodes.ts'
import { nobody, proxiesSoon } from './proxies-soon.ts'
import { remembered } from './remembered.ts'
import { toldBriefly } from './told-briefly.ts'

/** A window shorter than this many scrapes makes rates jump. */
const SCRAPES_PER_WINDOW = 4

/**
 * The graph as somebody may see it: the mesh's graph, built from shared answers, cut to what was asked and to rights.
 * @throws HeddleError FORBIDDEN or NOT_FOUND for a namespace; a source that fails is named in `degraded` instead
 */
export async function getGraph({ deps, principal, input, signal }: Call<GraphRequest>): Promise<GraphResponse> {
  requireNamespaces(principal, input.namespaces)
  requireAggregate(deps, input.aggregate)
  const window = { seconds: input.window, at: input.at ?? null, aggregate: input.aggregate }
  const { type, layers } = input
  const read = await readMesh({ deps, window, type, layers, signal })
  const question = JSON.stringify([input, principal.namespaces])
  return remembered(deps, { question, parts: read.parts }, () => answerOf(read, { deps, principal, input }))
}

function answerOf(read: MeshReading, call: Pick<Call<GraphRequest>, 'deps' | 'principal' | 'input'>): GraphResponse {
  const { deps, input } = call
  const built = drawGraph(read)
  const { samples, facts, scrapeSeconds } = built
  requireKnown(input.namespaces, built.graph, facts)
  const cut = partAskedFor(built, call)
  return toldBriefly({
    at: samples.at ?? input.at ?? deps.now() / 1_000,
    windowSeconds: input.window,
    type: input.type,
    nodes: [...cut.nodes],
    edges: [...cut.edges],
    degraded: datedFailures(deps, [...samples.degraded, ...facts.degraded]),
    queries: samples.evidence.length,
    warnings: [...samples.warnings, ...windowWarning(scrapeSeconds, input.window)],
    evidence: [...samples.evidence],
    aggregate: input.aggregate ?? null,
    focus: input.focus === undefined ? null : { node: input.focus, hops: input.hops },
    boxes: boxNodes(cut, input.boxBy),
  })
}

/** What of the mesh's graph is shown: what is near the focus, else what touches the namespaces; always within rights. @throws HeddleError NOT_FOUND */
function partAskedFor(
  built: BuiltGraph,
  { deps, principal, input }: Pick<Call<Part>, 'deps' | 'principal' | 'input'>,
): CutGraph {
  const seen = seenPart(built, { deps, principal, input })
  if (seen !== null) return seen
  throw new HeddleError('NOT_FOUND', `No traffic of the window has the node "${input.focus ?? ''}".`, {
    field: 'focus',
  })
}

/** The same; null when the focus is not there or may not be seen. */
export function seenPart(
  { graph, facts }: Pick<BuiltGraph, 'graph' | 'facts'>,
  { deps, principal, input }: Pick<Call<Part>, 'deps' | 'principal' | 'input'>,
): CutGraph | null {
  const { focus, hops, idle } = input
  const whole = idle ? addIdleNodes(graph, deps.kubernetes, facts.healthOf) : graph
  const rights = principal.namespaces
  if (focus === undefined)
    return cutGraph(whole, { namespaces: visibleNamespaces(principal, input.namespaces), rights, idle })
  return focusGraph(cutGraph(whole, { namespaces: rights, rights, idle }), { node: focus, hops })
}

/** The parameters that say which part of a graph is shown. */
type Part = Pick<GraphRequest, 'namespaces' | 'focus' | 'hops' | 'idle'>

/** @throws HeddleError INVALID for a label that the configuration does not allow */
export function requireAggregate({ metrics }: Deps, aggregate: string | undefined): void {
  const { aggregateLabels } = metrics
  if (aggregate === undefined || aggregateLabels.includes(aggregate)) return
  const allowed = aggregateLabels.length === 0 ? 'none is configured' : `allowed are ${aggregateLabels.join(', ')}`
  throw new HeddleError('INVALID', `A graph can't be aggregated by "${aggregate}": ${allowed}.`, { field: 'aggregate' })
}

export interface MeshGraphRequest {
  readonly deps: Deps
  readonly window: MeshWindow
  readonly type: GraphType
  readonly layers: readonly GraphLayer[]
  readonly signal: AbortSignal | undefined
}

export interface BuiltGraph {
  readonly graph: MeshGraph
  readonly samples: CollectedSamples
  readonly facts: ClusterFacts
  /** Seconds between two scrapes of a proxy; null when it can't be told. */
  readonly scrapeSeconds: number | null
}

/** The graph of the whole mesh, before any rights: its askers cut it. */
export async function buildMeshGraph(request: MeshGraphRequest): Promise<BuiltGraph> {
  return drawGraph(await readMesh(request))
}

/** Everything that a graph of the whole mesh is drawn from; the same `parts` are the same graph. */
interface MeshReading {
  readonly request: MeshGraphRequest
  readonly samples: CollectedSamples
  readonly proxies: readonly ProxyStatus[]
  readonly scrapeSeconds: number | null
  readonly parts: readonly unknown[]
}

async function readMesh(request: MeshGraphRequest): Promise<MeshReading> {
  const { deps, window, layers, signal } = request
  const asked = new Set(layers)
  const collected = collectSamples({ metrics: deps.metrics, window, layers: asked, signal })
  const [samples, scrapeSeconds, proxies] = await Promise.all([
    collected,
    deps.metrics.scrapeIntervalSeconds().catch(() => null),
    asked.has('health') ? proxiesSoon(deps, collected, signal) : nobody,
  ])
  const failures = datedFailures(deps, [...samples.degraded, ...clusterFailures(deps.kubernetes)])
  const said = JSON.stringify([failures, samples.warnings])
  const parts = [...samples.answers, proxies, scrapeSeconds, said, ...clusterLists(deps.kubernetes)]
  return { request, samples, proxies, scrapeSeconds, parts }
}

function drawGraph({ request, samples: collected, proxies, scrapeSeconds }: MeshReading): BuiltGraph {
  const { deps, window, type, layers } = request
  const asked = new Set(layers)
  const samples = completed(collected)
  const facts = clusterFacts(deps.kubernetes, proxies)
  const graph = buildGraph({
    type,
    windowSeconds: window.seconds,
    scrapeSeconds,
    requests: samples.requests,
    tcp: samples.tcp,
    latencyTotals: samples.latencyTotals,
    latencyBuckets: samples.latencyBuckets,
    bytes: samples.bytes,
    messages: samples.messages,
    withMtls: asked.has('mtls'),
    health: asked.has('health') ? facts.healthOf : undefined,
    config: asked.has('config') ? facts.config : undefined,
  })
  return { graph, samples, facts, scrapeSeconds }
}

/** @throws HeddleError FORBIDDEN when a namespace that was named may not be seen: that is not the same as an empty one */
export function requireNamespaces(principal: Principal, namespaces: readonly string[]): void {
  const refused = namespaces.find((namespace) => !maySee(principal, namespace))
  if (refused !== undefined)
    throw new HeddleError('FORBIDDEN', `You may not see the namespace "${refused}".`, { field: 'namespaces' })
}

/** Says since when a source fails, where that is known. */
function datedFailures({ sourceStates }: Deps, failures: readonly SourceFailure[]): SourceFailure[] {
  const states = sourceStates()
  return failures.map((failure) => {
    const since = states.find(({ source }) => source === failure.source)?.since ?? failure.since
    return { ...failure, since }
  })
}

/** A namespace is known when the cluster has it or traffic names it; without the cluster nobody can say. */
function requireKnown(namespaces: readonly string[], graph: MeshGraph, facts: ClusterFacts): void {
  if (facts.namespaces === null) return
  const { namespaces: existing } = facts
  const inTraffic = new Set(graph.nodes.map(({ namespace }) => namespace))
  const unknown = namespaces.find((namespace) => !existing.has(namespace) && !inTraffic.has(namespace))
  if (unknown !== undefined)
    throw new HeddleError('NOT_FOUND', `There is no namespace "${unknown}" in this mesh.`, { field: 'namespaces' })
}

function windowWarning(scrapeSeconds: number | null, windowSeconds: number): string[] {
  if (scrapeSeconds === null || windowSeconds >= scrapeSeconds * SCRAPES_PER_WINDOW) return []
  const least = scrapeSeconds * SCRAPES_PER_WINDOW
  return [
    `A window of ${windowSeconds} s is short for metrics read every ${scrapeSeconds} s: use at least ${least} s for steady rates.`,
  ]
}
