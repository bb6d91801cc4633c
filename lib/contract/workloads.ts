import { z } from 'zod'
import { objectFinding } from './config.ts'
import { health } from '../domain/health/model.ts'
import { graphEdge, graphNode } from '../domain/graph/model.ts'
import { objectLink, trafficSeries } from './edge.ts'
import { scopeParameters } from './query-parameters.ts'
import { evidence, sourceFailure } from './source-failure.ts'

export const listRequest = z.object(scopeParameters)
export type ListRequest = z.infer<typeof listRequest>

const amount = z.number().nullable()

/** Traffic that entered a thing in the window; null where nothing was reported. */
export const inboundTraffic = z.object({
  rps: amount,
  errorRatio: amount,
  p95Ms: amount,
  bytesPerSecond: amount,
  mtlsRatio: amount,
})
export type InboundTraffic = z.infer<typeof inboundTraffic>

export const proxySync = z.object({
  pod: z.string(),
  version: z.string().nullable(),
  state: z.enum(['synced', 'not-sent', 'stale', 'unknown']),
  types: z.array(z.object({ type: z.string(), state: z.enum(['synced', 'not-sent', 'stale']) })),
})
export type ProxySync = z.infer<typeof proxySync>

export const workloadSummary = z.object({
  namespace: z.string(),
  name: z.string(),
  kind: z.string(),
  app: z.string().nullable(),
  version: z.string().nullable(),
  replicas: z.object({ desired: z.number().int(), ready: z.number().int() }).nullable(),
  sidecar: z.enum(['all', 'some', 'none', 'unknown']),
  serviceAccount: z.string().nullable(),
  labels: z.record(z.string(), z.string()),
  createdAt: z.string().nullable(),
  health,
  inbound: inboundTraffic,
})
export type WorkloadSummary = z.infer<typeof workloadSummary>

const listEnvelope = { at: z.number(), windowSeconds: z.number(), degraded: z.array(sourceFailure) }

/** GET /api/workloads */
export const workloadsResponse = z.object({ ...listEnvelope, items: z.array(workloadSummary) })
export type WorkloadsResponse = z.infer<typeof workloadsResponse>

export const containerStatus = z.object({
  name: z.string(),
  image: z.string().nullable(),
  ready: z.boolean(),
  restarts: z.number().int(),
  state: z.string(),
})

export const podSummary = z.object({
  name: z.string(),
  phase: z.string(),
  ready: z.boolean(),
  ip: z.string().nullable(),
  node: z.string().nullable(),
  createdAt: z.string().nullable(),
  containers: z.array(containerStatus),
})
export type PodSummary = z.infer<typeof podSummary>

/** The neighbours of a thing: the edges that enter and leave it with the nodes at their ends. */
export const neighbourhood = z.object({
  nodes: z.array(graphNode),
  inbound: z.array(graphEdge),
  outbound: z.array(graphEdge),
})
export type Neighbourhood = z.infer<typeof neighbourhood>

/** GET /api/workloads/{namespace}/{name} */
export const workloadResponse = z.object({
  ...listEnvelope,
  workload: workloadSummary,
  pods: z.array(podSummary),
  services: z.array(z.string()),
  proxies: z.array(proxySync),
  traffic: neighbourhood,
  series: trafficSeries.nullable(),
  config: z.array(objectLink),
  /** What is wrong with those, the worst first. */
  findings: z.array(objectFinding).default([]),
  evidence: z.array(evidence),
})
export type WorkloadResponse = z.infer<typeof workloadResponse>
