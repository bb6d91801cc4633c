import { z } from 'zod'

export const healthStatus = z.enum(['healthy', 'degraded', 'failing', 'idle', 'unknown'])
export type HealthStatus = z.infer<typeof healthStatus>

/** One rule of what is borne; shares from 0 to 1. It holds for these protocols and directions. */
export const healthLimit = z.object({
  name: z.string(),
  protocols: z.array(z.enum(['http', 'grpc'])),
  directions: z.array(z.enum(['inbound', 'outbound'])),
  degradedFrom: z.number(),
  failingFrom: z.number(),
})
export type HealthLimit = z.infer<typeof healthLimit>

/**
 * A status with the sentences that led to it; a healthy or idle object has one too. `limits` are those that the object
 * sets itself; without them the defaults hold.
 */
export const health = z.object({
  status: healthStatus,
  reasons: z.array(z.string()),
  limits: z.array(healthLimit).optional(),
})
export type Health = z.infer<typeof health>
