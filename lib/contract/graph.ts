import { z } from 'zod'
import { graphEdge, graphLayer, graphLayers, graphNode, graphType } from '../domain/graph/model.ts'
import { commaList, flag, scopeParameters } from './query-parameters.ts'
import { evidence, sourceFailure } from './source-failure.ts'

/** GET /api/graph */
export const graphRequest = z.object({
  ...scopeParameters,
  type: graphType.default('workload'),
  layers: commaList(graphLayer, graphLayers.length).default([...graphLayers]),
  idle: flag.default(false),
})
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
})
export type GraphResponse = z.infer<typeof graphResponse>
