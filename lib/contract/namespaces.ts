import { z } from 'zod'
import { objectFinding } from './config.ts'
import { health } from '../domain/health/model.ts'
import { sourceFailure } from './source-failure.ts'
import { inboundTraffic } from './workloads.ts'

export const namespaceSummary = z.object({
  name: z.string(),
  labels: z.record(z.string(), z.string()),
  createdAt: z.string().nullable(),
  injection: z.enum(['enabled', 'disabled', 'unset']),
  /** PeerAuthentication in force for the namespace; null when none says anything. */
  mtlsMode: z.enum(['STRICT', 'PERMISSIVE', 'DISABLE']).nullable(),
  workloads: z.object({ total: z.number().int(), withSidecar: z.number().int() }).nullable(),
  services: z.number().int().nullable(),
  /** Canonical services of its workloads. */
  applications: z.number().int().optional(),
  health,
  /** How many workloads have each status. */
  healthCounts: z.record(z.string(), z.number().int()),
  inbound: inboundTraffic,
  outboundRps: z.number().nullable(),
  /** What is wrong with the configuration in it, the worst first. */
  findings: z.array(objectFinding).default([]),
})
export type NamespaceSummary = z.infer<typeof namespaceSummary>

const envelope = { at: z.number(), windowSeconds: z.number(), degraded: z.array(sourceFailure) }

/** GET /api/namespaces */
export const namespacesResponse = z.object({ ...envelope, items: z.array(namespaceSummary) })
export type NamespacesResponse = z.infer<typeof namespacesResponse>

/** GET /api/namespaces/{name} */
export const namespaceResponse = z.object({ ...envelope, namespace: namespaceSummary })
export type NamespaceResponse = z.infer<typeof namespaceResponse>
