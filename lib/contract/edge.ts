import { z } from 'zod'
import { graphEdge, graphNode } from '../domain/graph/model.ts'
import { graphScope } from './graph.ts'
import { scopeParameters } from './query-parameters.ts'
import { evidence, sourceFailure } from './source-failure.ts'

/** GET /api/edges/{id}: the parameters of the graph that showed the edge. */
export const edgeRequest = z.object({ ...scopeParameters, type: graphScope.type, aggregate: graphScope.aggregate })
export type EdgeRequest = z.infer<typeof edgeRequest>

const point = z.number().nullable()

/** Values at the same moments (Unix seconds); null where nothing was reported. */
export const trafficSeries = z.object({
  times: z.array(z.number()),
  stepSeconds: z.number(),
  rps: z.array(point),
  errorRps: z.array(point),
  bytesPerSecond: z.array(point),
  p50: z.array(point),
  p95: z.array(point),
  p99: z.array(point),
})
export type TrafficSeries = z.infer<typeof trafficSeries>

export const objectLink = z.object({ kind: z.string(), namespace: z.string(), name: z.string() })
export type ObjectLink = z.infer<typeof objectLink>

/** Parameters of GET /api/traces and GET /api/logs that show what is behind an edge. */
export const relatedSearch = z.object({
  traces: z.record(z.string(), z.string()),
  logs: z.record(z.string(), z.string()),
})

export const edgeResponseBody = z.object({
  at: z.number(),
  windowSeconds: z.number(),
  edge: graphEdge,
  source: graphNode,
  target: graphNode,
  series: trafficSeries.nullable(),
  /** Hosts that the requests named (`destination_service`), busiest first. */
  hosts: z.array(z.object({ host: z.string(), rps: z.number() })),
  config: z.array(objectLink),
  related: relatedSearch,
  evidence: z.array(evidence),
  degraded: z.array(sourceFailure),
})
export type EdgeResponseBody = z.infer<typeof edgeResponseBody>
