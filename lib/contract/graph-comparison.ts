import { z } from 'zod'
import { comparison } from '../domain/graph/compare/model.ts'
import { graphEdge, graphNode, graphType } from '../domain/graph/model.ts'
import { graphScope } from './graph.ts'
import { instant } from './query-parameters.ts'
import { sourceFailure } from './source-failure.ts'

/**
 * GET /api/graph/compare: the graph's parameters, and the moment to compare with: `baseAt`, or `change` for the windows
 * before and after a change of the ledger. `at` is "now" when absent.
 */
export const graphComparisonRequest = z
  .object({ ...graphScope, baseAt: instant.optional(), change: z.string().min(1).max(200).optional() })
  .superRefine(({ baseAt, change }, context) => {
    if ((baseAt === undefined) === (change === undefined))
      context.addIssue({ code: 'custom', path: ['baseAt'], message: 'must be given, or else change; not both' })
  })
export type GraphComparisonRequest = z.infer<typeof graphComparisonRequest>

/**
 * Both graphs on one map: nodes and edges as they are at `at`, those that are gone as they were at `baseAt`. `nodes` and
 * `edges` hold every one, `nodeDifferences` and `edgeDifferences` one entry for each, with the same ids.
 */
export const graphComparison = z.object({
  at: z.number(),
  baseAt: z.number(),
  windowSeconds: z.number(),
  type: graphType,
  change: z.string().nullable(),
  nodes: z.array(graphNode),
  edges: z.array(graphEdge),
  nodeDifferences: z.array(comparison),
  edgeDifferences: z.array(comparison),
  /** How many things were compared, and by which rule a difference counts. */
  method: z.object({
    comparisons: z.number().int(),
    falseDiscoveryRate: z.number(),
    minimumRequests: z.number().int(),
    sentence: z.string(),
  }),
  degraded: z.array(sourceFailure),
  warnings: z.array(z.string()),
  queries: z.number().int().nonnegative(),
})
export type GraphComparison = z.infer<typeof graphComparison>
