import { z } from 'zod'
import { objectFinding } from './config.ts'
import { health } from '../domain/health/model.ts'
import { objectLink, trafficSeries } from './edge.ts'
import { evidence, sourceFailure } from './source-failure.ts'
import { inboundTraffic, neighbourhood } from './workloads.ts'

export const servicePort = z.object({
  name: z.string().nullable(),
  port: z.number().int(),
  targetPort: z.string(),
  protocol: z.string(),
  appProtocol: z.string().nullable(),
})

export const serviceSummary = z.object({
  namespace: z.string(),
  name: z.string(),
  host: z.string(),
  type: z.string(),
  clusterIP: z.string().nullable(),
  ports: z.array(servicePort),
  labels: z.record(z.string(), z.string()),
  selector: z.record(z.string(), z.string()),
  createdAt: z.string().nullable(),
  endpoints: z.object({ ready: z.number().int(), total: z.number().int() }).nullable(),
  config: z.array(objectLink),
  /** What is wrong with those, the worst first. */
  findings: z.array(objectFinding).default([]),
  health,
  inbound: inboundTraffic,
})
export type ServiceSummary = z.infer<typeof serviceSummary>

const envelope = { at: z.number(), windowSeconds: z.number(), degraded: z.array(sourceFailure) }

/** GET /api/services */
export const servicesResponse = z.object({ ...envelope, items: z.array(serviceSummary) })
export type ServicesResponse = z.infer<typeof servicesResponse>

/** A workload behind a service with its share of the service's requests in the window (0..1). */
export const serviceBackend = z.object({
  namespace: z.string(),
  workload: z.string(),
  version: z.string().nullable(),
  share: z.number().nullable(),
  inbound: inboundTraffic,
})

/** GET /api/services/{namespace}/{name} */
export const serviceResponse = z.object({
  ...envelope,
  service: serviceSummary,
  backends: z.array(serviceBackend),
  traffic: neighbourhood,
  series: trafficSeries.nullable(),
  evidence: z.array(evidence),
})
export type ServiceResponse = z.infer<typeof serviceResponse>
