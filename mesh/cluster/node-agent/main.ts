import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { createLogger } from '../../../lib/platform/logger.ts'
import { onShutdown } from '../../../lib/platform/shutdown.ts'
import { readMeshSettings } from '../../settings.ts'
import { startNodeAgent } from './agent.ts'
import { findEnvoy } from './proxy/find-envoy.ts'

try {
  const settings = readMeshSettings(process.env)
  const kubeconfig = process.env['KUBECONFIG'] ?? join(settings.HEDDLE_DIR, 'kubeconfigs/node-agent.kubeconfig')
  if (!existsSync(kubeconfig))
    throw new Error(`KUBECONFIG is "${kubeconfig}": there is no such file; start the cluster API first`)
  const logger = createLogger('node-agent', settings.LOG_LEVEL)
  const agent = await startNodeAgent({
    settings,
    kubeconfig,
    envoy: findEnvoy(settings.ENVOY_BIN, process.env),
    logger,
  })
  onShutdown()(() => agent.stop())
} catch (error) {
  process.stderr.write(`node-agent: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}
