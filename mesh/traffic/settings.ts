import { z } from 'zod'
import { readMeshSettings } from '../settings.ts'

export interface TrafficSettings {
  readonly ingressPort: number
  readonly metricsPort: number
  readonly requestsPerSecond: number
  readonly host: string
  readonly path: string
}

const rate = z.coerce.number().gt(0).max(5_000).default(25)

/**
 * Reads where to send how much.
 * @throws Error with one sentence naming the variable and what is allowed
 */
export function readTrafficSettings(env: Readonly<Record<string, string | undefined>>): TrafficSettings {
  const mesh = readMeshSettings(env)
  const parsed = rate.safeParse(env['HEDDLE_TRAFFIC_RPS'])
  if (!parsed.success)
    throw new Error(
      `HEDDLE_TRAFFIC_RPS is ${JSON.stringify(env['HEDDLE_TRAFFIC_RPS'])}: requests per second, above 0 and at most 5000, are needed`,
    )
  return {
    ingressPort: mesh.HEDDLE_INGRESS_PORT,
    metricsPort: mesh.HEDDLE_TRAFFIC_PORT,
    requestsPerSecond: parsed.data,
    host: env['HEDDLE_TRAFFIC_HOST'] ?? 'bookinfo.example',
    path: env['HEDDLE_TRAFFIC_PATH'] ?? '/productpage',
  }
}
