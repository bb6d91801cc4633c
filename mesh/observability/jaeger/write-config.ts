import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { MeshSettings } from '../../settings.ts'
import { jaegerConfig } from './jaeger-config.ts'

/** Jaeger's storage can be bounded by age only: an hour of the bundled load stays near a gigabyte. */
const keepHours = 1

/**
 * Writes the configuration with which Jaeger takes the place of the bundled store, on the same ports.
 * @returns the file to start it with
 */
export function writeJaegerConfig(settings: MeshSettings): string {
  const dir = join(settings.HEDDLE_DIR, 'traces')
  const directory = join(dir, 'badger')
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  const path = join(dir, 'jaeger.yaml')
  const text = jaegerConfig({
    queryPort: settings.HEDDLE_TRACING_PORT,
    otlpGrpcPort: settings.HEDDLE_OTLP_GRPC_PORT,
    otlpHttpPort: settings.HEDDLE_OTLP_HTTP_PORT,
    adminPort: settings.HEDDLE_JAEGER_ADMIN_PORT,
    storage: { kind: 'badger', directory, keepHours },
  })
  writeFileSync(path, text, { mode: 0o600 })
  return path
}
