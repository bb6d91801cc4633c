import { z } from 'zod'
import { graphEdge, graphNode, mtls } from '../domain/graph/model.ts'
import { edgeCheck } from '../domain/graph/explain/model.ts'
import { objectLink } from './edge.ts'
import { evidence, sourceFailure } from './source-failure.ts'

/** What one side counted of the edge in the window: requests (or bytes for TCP) per second and series; null is "does not report". */
export const reportOfSide = z.object({ perSecond: z.number(), series: z.number().int() }).nullable()

/** One end of an edge: what runs there and how its proxy is doing. */
export const edgeEnd = z.object({
  id: z.string(),
  name: z.string(),
  namespace: z.string().nullable(),
  workload: z.string().nullable(),
  pods: z.number().int().nullable(),
  readyPods: z.number().int().nullable(),
  sidecar: z.enum(['all', 'some', 'none', 'unknown']),
  proxies: z.enum(['synced', 'stale', 'not-sent', 'unknown']),
  /** How Prometheus reads the pods' proxies; null where it knows no target of them. `ageSeconds` is of the oldest read. */
  scrape: z
    .object({
      targets: z.number().int(),
      up: z.number().int(),
      ageSeconds: z.number().nullable(),
      error: z.string().nullable(),
    })
    .nullable(),
})
export type EdgeEnd = z.infer<typeof edgeEnd>

/** A rule of configuration that has a say in the edge's requests, and why. */
export const applyingRule = z.object({
  object: objectLink,
  /** Name or index of the rule within the object; null where the object is one rule. */
  rule: z.string().nullable(),
  match: z.array(z.string()),
  action: z.string(),
  /** `applies` to every request of the edge, `may-apply` to those that match. */
  certainty: z.enum(['applies', 'may-apply']),
})
export type ApplyingRule = z.infer<typeof applyingRule>

/**
 * GET /api/edges/{id}/explain: where an edge's numbers come from and what is odd about it. It answers for an edge that no
 * traffic made, too: `edge` is null then and the checklist says what may be the cause.
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
  /** Queries that ask for this edge alone, to read and to paste, with what they are for. */
  queries: z.array(evidence),
  ends: z.object({ source: edgeEnd, target: edgeEnd }),
  rules: z.array(applyingRule),
  connection: z.object({
    mtls,
    /** Seen by the callee, per value of `connection_security_policy`. */
    policies: z.array(z.object({ policy: z.string(), perSecond: z.number() })),
    /** PeerAuthentication in force at the callee; null when none says anything. */
    requires: z.object({ mode: z.enum(['STRICT', 'PERMISSIVE', 'DISABLE']), object: objectLink }).nullable(),
    /** DestinationRule's TLS mode for the callee's host; null when none says anything (mutual TLS by itself). */
    sends: z.object({ mode: z.string(), object: objectLink }).nullable(),
  }),
  /** What may be wrong first. */
  checklist: z.array(edgeCheck),
  degraded: z.array(sourceFailure),
})
export type EdgeExplanation = z.infer<typeof edgeExplanation>
