import { join } from 'node:path'
import { readMeshSettings } from '../../settings.ts'
import type { Limits } from './storage/prune.ts'

export interface TraceStoreSettings {
  readonly path: string
  readonly queryPort: number
  readonly otlpGrpcPort: number
  readonly otlpHttpPort: number
  readonly limits: Limits
}

type Environment = Readonly<Record<string, string | undefined>>

/**
 * Reads ports, place and limits; HEDDLE_TRACES_MAX_HOURS (24) and HEDDLE_TRACES_MAX_MB (512) bound what is kept.
 * @throws Error with one sentence naming the variable and what is allowed
 */
export function readTraceStoreSettings(env: Environment): TraceStoreSettings {
  const mesh = readMeshSettings(env)
  return {
    path: join(mesh.HEDDLE_DIR, 'traces', 'traces.db'),
    queryPort: mesh.HEDDLE_TRACING_PORT,
    otlpGrpcPort: mesh.HEDDLE_OTLP_GRPC_PORT,
    otlpHttpPort: mesh.HEDDLE_OTLP_HTTP_PORT,
    limits: {
      maxAgeS: limit(env, 'HEDDLE_TRACES_MAX_HOURS', { fallback: 24, unit: 'hours', max: 10_000 }) * 3_600,
      maxBytes: limit(env, 'HEDDLE_TRACES_MAX_MB', { fallback: 512, unit: 'megabytes', max: 1_000_000 }) * 1_048_576,
    },
  }
}

function limit(env: Environment, name: string, allowed: { fallback: number; unit: string; max: number }): number {
  const text = env[name]
  if (text === undefined || text === '') return allowed.fallback
  const value = Number(text)
  if (value > 0 && value <= allowed.max) return value
  throw new Error(`${name} is ${JSON.stringify(text)}: ${allowed.unit}, above 0 and at most ${allowed.max}, are needed`)
}
