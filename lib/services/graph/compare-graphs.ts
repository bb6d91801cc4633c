import { HeddleError } from '../../domain/model/heddle-error.ts'
import {
  compareGraphs as compare,
  FALSE_DISCOVERY_RATE,
  type Moment,
} from '../../domain/graph/compare/compare-graphs.ts'
import { comparedMoments, type ComparedMoments } from '../../domain/graph/compare/compared-moments.ts'
import { MINIMUM_REQUESTS } from '../../domain/graph/compare/tests-of-traffic.ts'
import type { GraphComparison, GraphComparisonRequest } from '../../contract/graph-comparison.ts'
import { requireChange } from '../changes/get-change.ts'
import type { Call } from '../deps.ts'
import { buildMeshGraph, requireAggregate, requireNamespaces, seenPart, type BuiltGraph } from './get-graph.ts'

/**
 * Two moments of the mesh on one map, with the differences that are more than chance.
 * @throws HeddleError FORBIDDEN for a namespace, NOT_FOUND for a change or a focus that is at neither moment
 */
export async function compareGraphs(call: Call<GraphComparisonRequest>): Promise<GraphComparison> {
  const { deps, principal, input } = call
  requireNamespaces(principal, input.namespaces)
  requireAggregate(deps, input.aggregate)
  const moments = await momentsOf(call)
  const [base, now] = await Promise.all([moments.baseAt, moments.at].map((at) => builtAt(call, at)))
  if (base === undefined || now === undefined) throw new Error('two moments were asked for')
  const parts = [base, now].map((built) => seenPart(built, { deps, principal, input }))
  if (parts.every((part) => part === null))
    throw new HeddleError('NOT_FOUND', `No traffic at either moment has the node "${input.focus ?? ''}".`, {
      field: 'focus',
    })
  const [baseMoment, nowMoment] = [momentOf(base, parts[0]), momentOf(now, parts[1])]
  const { comparisons, nodes, edges, ...differences } = compare(baseMoment, nowMoment, input.window)
  return {
    at: moments.at,
    baseAt: moments.baseAt,
    windowSeconds: input.window,
    type: input.type,
    change: input.change ?? null,
    nodes: [...nodes],
    edges: [...edges],
    nodeDifferences: [...differences.nodeDifferences],
    edgeDifferences: [...differences.edgeDifferences],
    method: methodOf(comparisons),
    degraded: [...base.samples.degraded, ...now.samples.degraded, ...now.facts.degraded],
    warnings: [...new Set([...moments.warnings, ...base.samples.warnings, ...now.samples.warnings])],
    queries: base.samples.evidence.length + now.samples.evidence.length,
  }
}

async function momentsOf(call: Call<GraphComparisonRequest>): Promise<ComparedMoments> {
  const { deps, input } = call
  const now = Math.floor(deps.now() / 1_000)
  const { at, baseAt, window, change } = input
  if (change === undefined) return comparedMoments({ now, at, windowSeconds: window, baseAt: baseAt ?? now - window })
  const {
    at: recordedAt,
    notBefore,
    appliedAt,
    acknowledgedAt,
  } = await requireChange({ ...call, input: { id: change } })
  const seconds = (text: string | null) => (text === null ? null : Date.parse(text) / 1_000)
  const from = seconds(notBefore) ?? seconds(appliedAt) ?? seconds(recordedAt) ?? now
  const until = seconds(acknowledgedAt) ?? seconds(appliedAt) ?? seconds(recordedAt) ?? now
  return comparedMoments({ now, at, windowSeconds: window, change: { from, until } })
}

function builtAt({ deps, input, signal }: Call<GraphComparisonRequest>, at: number): Promise<BuiltGraph> {
  const window = { seconds: input.window, at, aggregate: input.aggregate }
  return buildMeshGraph({ deps, window, type: input.type, layers: input.layers, signal })
}

function momentOf({ graph }: BuiltGraph, part: Moment['graph'] | null | undefined): Moment {
  return {
    graph: part ?? { nodes: [], edges: [] },
    bucketsOf: (id) => graph.draft.edges.get(id)?.buckets,
  }
}

function methodOf(comparisons: number): GraphComparison['method'] {
  return {
    comparisons,
    falseDiscoveryRate: FALSE_DISCOVERY_RATE,
    minimumRequests: MINIMUM_REQUESTS,
    sentence: `A difference counts when it matters and, after the correction for ${comparisons} comparisons, fewer than ${FALSE_DISCOVERY_RATE * 100} % of such differences are chance.`,
  }
}
