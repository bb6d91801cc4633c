import { z } from 'zod'
import { health } from '../health/model.ts'

export const graphType = z.enum(['workload', 'app', 'versionedApp', 'service'])
export type GraphType = z.infer<typeof graphType>

/** What an edge may carry; `latency` is the average, `percentiles` p50, p95 and p99. */
export const graphLayers = ['rates', 'mtls', 'latency', 'percentiles', 'throughput', 'health', 'config'] as const
export const graphLayer = z.enum(graphLayers)
export type GraphLayer = z.infer<typeof graphLayer>

export const nodeKind = z.enum([
  'workload',
  'app',
  'service',
  'gateway',
  'serviceEntry',
  'external',
  'unknown',
  'aggregate',
])
export type NodeKind = z.infer<typeof nodeKind>

/** What configuration or facts are hung on a node. */
export const nodeBadge = z.enum([
  'virtual-service',
  'traffic-shifting',
  'request-routing',
  'mirroring',
  'fault-injection',
  'timeout',
  'circuit-breaker',
  'gateway',
  'no-sidecar',
  'traffic-source',
  'workload-entry',
])
export type NodeBadge = z.infer<typeof nodeBadge>

const amount = z.number().nonnegative().nullable()
const ratio = z.number().min(0).max(1).nullable()

const direction = z.object({ rps: amount, errorRatio: ratio, bytesPerSecond: amount })

/** One end of edges. `id` is `cluster/namespace/kind/name` and never changes while the thing lives. */
export const graphNode = z.object({
  id: z.string(),
  kind: nodeKind,
  cluster: z.string(),
  namespace: z.string().nullable(),
  name: z.string(),
  app: z.string().nullable(),
  version: z.string().nullable(),
  workload: z.string().nullable(),
  service: z.string().nullable(),
  health,
  badges: z.array(nodeBadge),
  /** Labels of its pods, where the cluster knows it and configuration was asked for. */
  labels: z.record(z.string(), z.string()).optional(),
  traffic: z.object({ in: direction, out: direction }),
})
export type GraphNode = z.infer<typeof graphNode>

export const protocol = z.enum(['http', 'grpc', 'tcp'])
export type Protocol = z.infer<typeof protocol>

export const latency = z.object({ p50: amount, p95: amount, p99: amount, avg: amount })
export type Latency = z.infer<typeof latency>

export const mtls = z.object({
  state: z.enum(['mutual', 'partial', 'plain', 'unknown']),
  ratio,
  sourcePrincipals: z.array(z.string()),
  destinationPrincipals: z.array(z.string()),
})
export type Mtls = z.infer<typeof mtls>

/** Which way an edge goes: into the mesh, out of it or within it. */
export const edgeDirection = z.enum(['north-south-in', 'north-south-out', 'east-west'])
export type EdgeDirection = z.infer<typeof edgeDirection>

/** Whether the proxies saw requests (L7) or only connections (L4). */
export const edgeLayer = z.enum(['L4', 'L7'])
export type EdgeLayer = z.infer<typeof edgeLayer>

/** One kind of answer: HTTP code (`0` none came, empty for TCP), Envoy's response flags (`-` none), gRPC status if gRPC. */
export const edgeResponse = z.object({
  code: z.string(),
  flags: z.string(),
  grpcStatus: z.string().nullable(),
  rps: z.number().nonnegative(),
})
export type EdgeResponse = z.infer<typeof edgeResponse>

export const edgeReporter = z.enum(['destination', 'source', 'both'])
export type EdgeReporter = z.infer<typeof edgeReporter>

/** Traffic of one protocol from one node to another; a number that nobody reported is null, never 0. */
export const graphEdge = z.object({
  id: z.string(),
  source: z.string(),
  target: z.string(),
  protocol,
  rps: amount,
  errorRatio: ratio,
  latencyMs: latency.nullable(),
  bytesPerSecond: amount,
  mtls,
  responses: z.array(edgeResponse),
  reporter: edgeReporter,
  samples: z.number().int().nonnegative(),
  retriesPerSecond: amount,
  messagesPerSecond: z.object({ sent: amount, received: amount }).nullable(),
  /** TCP connections that were opened, or refused because no host of the registry takes them. */
  connectionsPerSecond: amount,
  direction: edgeDirection,
  layer: edgeLayer,
  health,
})
export type GraphEdge = z.infer<typeof graphEdge>

export const boxBy = z.enum(['cluster', 'namespace', 'app'])
export type BoxBy = z.infer<typeof boxBy>

/** Nodes that belong together, drawn as one box; `parent` is the box around it. Numbers are of edges that cross its border. */
export const graphBox = z.object({
  id: z.string(),
  by: boxBy,
  name: z.string(),
  parent: z.string().nullable(),
  nodes: z.array(z.string()),
  health,
  traffic: z.object({ in: direction, out: direction }),
})
export type GraphBox = z.infer<typeof graphBox>
