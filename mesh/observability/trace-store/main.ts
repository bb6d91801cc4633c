import { createLogger } from '../../../lib/platform/logger.ts'
import { onShutdown } from '../../../lib/platform/shutdown.ts'
import { readTraceStoreSettings } from './settings.ts'
import { startTraceStore } from './start.ts'

try {
  const settings = readTraceStoreSettings(process.env)
  const log = createLogger('trace-store')
  const store = await startTraceStore(settings, log)
  onShutdown()(() => store.close())
  log.info({ query: settings.queryPort, otlpGrpc: settings.otlpGrpcPort, otlpHttp: settings.otlpHttpPort }, 'listening')
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}
