import { z } from 'zod'
import { applyingRule, edgeCheck, edgeEnd, reportOfSide, requiredTls, sentTls } from '../domain/graph/explain/model.ts'
import { graphEdge, graphNode, mtls } from '../domain/graph/model.ts'
import { evidence, sourceFailure } from './source-failure.ts'

/**
 * GET /api/edges/{id}/explain, with the parameters of GET /api/edges/{id}: where an edge's numbers come from and what is odd
 * about it. It answers for an edge that no traffic made, too: `edge` is null then and the checklist says what may be the cause.
 */
export const edgeExplanation = z.object({
  at: z.number(),
  windowSeconds: z.number(),
  id: z.string(),
  edge: graphEdge.nullable(),
  source: graphNode.nullable(),
  target: graphNode.nullable(),
  reporter: z.object({
    /** Null where nobody reports. */
    counts: z.enum(['destination', 'source', 'both']).nullable(),
    reason: z.string(),
    destination: reportOfSide,
    source: reportOfSide,
  }),
  /** Queries that ask for this edge alone, to read and to paste; `samples` is how many series stood behind it. */
  queries: z.array(evidence),
  ends: z.object({ source: edgeEnd, target: edgeEnd }),
  rules: z.array(applyingRule),
  connection: z.object({
    mtls,
    /** As the callee saw it, by value of `connection_security_policy`. */
    policies: z.array(z.object({ policy: z.string(), perSecond: z.number() })),
    /** PeerAuthentication in force at the callee; null when none says anything, which is PERMISSIVE. */
    requires: requiredTls.nullable(),
    /** TLS mode of the DestinationRule for the callee's host; null when none says anything, which is mutual TLS by itself. */
    sends: sentTls.nullable(),
  }),
  /** Problems first. */
  checklist: z.array(edgeCheck),
  degraded: z.array(sourceFailure),
})
export type EdgeExplanation = z.infer<typeof edgeExplanation>
