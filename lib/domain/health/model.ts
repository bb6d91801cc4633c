import { z } from 'zod'

export const healthStatus = z.enum(['healthy', 'degraded', 'failing', 'idle', 'unknown'])
export type HealthStatus = z.infer<typeof healthStatus>

/** A status with the sentences that led to it; a healthy or idle object has one too. */
export const health = z.object({ status: healthStatus, reasons: z.array(z.string()) })
export type Health = z.infer<typeof health>
