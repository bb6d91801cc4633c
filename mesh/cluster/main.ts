import { createLogger } from '../../lib/platform/logger.ts'
import { onShutdown } from '../../lib/platform/shutdown.ts'
import { readMeshSettings } from '../settings.ts'
import { startClusterApi } from './api/start.ts'
import { startControllers } from './controllers/start.ts'
import { createInjector } from './injector/hook.ts'

// The cluster API with its controllers and the sidecar injector: one process, so that they share one store.
async function main(): Promise<void> {
  const settings = readMeshSettings(process.env)
  const logger = createLogger('cluster', settings.LOG_LEVEL)
  const now = () => new Date()
  const api = await startClusterApi({
    heddleDirectory: settings.HEDDLE_DIR,
    port: settings.HEDDLE_CLUSTER_API_PORT,
    hooks: [createInjector({ settings })],
    logger,
    now,
  })
  const whenStopped = onShutdown()
  whenStopped(() => api.close())
  const controllers = startControllers({ store: api.store, logger, now })
  whenStopped(() => controllers.stop())
  logger.info({ port: api.port }, 'cluster API is ready')
}

main().catch((error: unknown) => {
  process.stderr.write(`cluster: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
})
