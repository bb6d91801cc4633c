import { z } from 'zod'
import { boxBy, graphBox, graphEdge, graphLayer, graphLayers, graphNode, graphType } from '../domain/graph/model.ts'
import { commaList, count, flag, scopeParameters } from './query-parameters.ts'
import { evidence, sourceFailure } from './source-failure.ts'

const MAX_HOPS = 5
const MAX_ID = 1_000

/** What a graph is made of, whatever part of it is shown: the parameters of every endpoint that answers with graphs. */
export const graphScope = {
  ...scopeParameters,
  type: graphType.default('workload'),
  layers: commaList(graphLayer, graphLayers.length).default([...graphLayers]),
  idle: flag.default(false),
  /** A label whose values become nodes of their own between caller and callee; the configuration says which are allowed. */
  aggregate: z.string().min(1).max(128).optional(),
  /** A node's id: only what is at most `hops` calls away from it, whatever the namespaces. */
  focus: z.string().min(1).max(MAX_ID).optional(),
  hops: count(MAX_HOPS).default(1),
}

/** GET /api/graph */
export const graphRequest = z.object({ ...graphScope, boxBy: commaList(boxBy, 3).default([]) })
export type GraphRequest = z.infer<typeof graphRequest>

/** `at` is when the numbers are from (Unix seconds); `queries` how many PromQL queries the answer is made of. */
export const graphResponse = z.object({
  at: z.number(),
  windowSeconds: z.number(),
  type: graphType,
  nodes: z.array(graphNode),
  edges: z.array(graphEdge),
  degraded: z.array(sourceFailure),
  queries: z.number().int().nonnegative(),
  warnings: z.array(z.string()),
  evidence: z.array(evidence),
  aggregate: z.string().nullable(),
  focus: z.object({ node: z.string(), hops: z.number().int() }).nullable(),
  /** Outermost first; empty unless `boxBy` was asked for. */
  boxes: z.array(graphBox),
})
export type GraphResponse = z.infer<typeof graphResponse>
