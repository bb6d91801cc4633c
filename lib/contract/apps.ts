import { z } from 'zod'
import { health } from '../domain/health/model.ts'
import { objectFinding } from './config.ts'
import { objectLink, trafficSeries } from './edge.ts'
import { evidence, sourceFailure } from './source-failure.ts'
import { inboundTraffic, neighbourhood, workloadSummary } from './workloads.ts'

export const appSummary = z.object({
  namespace: z.string(),
  name: z.string(),
  versions: z.array(z.string()),
  workloads: z.array(z.string()),
  health,
  inbound: inboundTraffic,
})
export type AppSummary = z.infer<typeof appSummary>

const envelope = { at: z.number(), windowSeconds: z.number(), degraded: z.array(sourceFailure) }

/** GET /api/apps */
export const appsResponse = z.object({ ...envelope, items: z.array(appSummary) })
export type AppsResponse = z.infer<typeof appsResponse>

/** GET /api/apps/{namespace}/{name} */
export const appResponse = z.object({
  ...envelope,
  app: appSummary,
  workloads: z.array(workloadSummary),
  traffic: neighbourhood,
  series: trafficSeries.nullable(),
  config: z.array(objectLink).default([]),
  /** What is wrong with those, the worst first. */
  findings: z.array(objectFinding).default([]),
  evidence: z.array(evidence),
})
export type AppResponse = z.infer<typeof appResponse>
