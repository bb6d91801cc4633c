import type { JsonObject } from '../../envoy-json.ts'
import type { ProxyView } from '../view.ts'

const textLoggers = new Set(['envoy.access_loggers.file', 'envoy.access_loggers.stdout'])

/** The loggers of a listener; those that write lines are left out when MeshConfig's accessLogFile is empty. */
export function loggersFor({ snapshot }: ProxyView, loggers: readonly JsonObject[]): JsonObject[] {
  if (snapshot.config.accessLogFile !== '') return [...loggers]
  return loggers.filter(({ name }) => typeof name !== 'string' || !textLoggers.has(name))
}
