import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { flushCompileCache } from 'node:module'
import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import { createLogger, type Logger } from '../../lib/platform/logger.ts'
import { onShutdown } from '../../lib/platform/shutdown.ts'
import { readMeshSettings } from '../settings.ts'
import { openAuthority, type Authority } from './authority/authority.ts'
import { loadOrCreateRoot } from './authority/root-store.ts'
import { startRootPublisher } from './authority/root-publisher.ts'
import { startControlPlane } from './control-plane.ts'
import { loopback } from './generators/addressing/loopback.ts'
import { backoffMs } from './ingest/backoff.ts'
import { clusterHttp } from './ingest/cluster-http.ts'
import type { ClusterHttp } from './ingest/cluster-port.ts'
import { watchedKinds } from './ingest/kinds.ts'
import { ObjectStore } from './ingest/object-store.ts'
import { runReflector } from './ingest/reflector.ts'
import { tokenReviewer } from './serve/authenticate.ts'
import { readControlPlaneSettings } from './settings.ts'

/** The control plane as a process: it reads the cluster of KUBECONFIG and serves xDS until it is told to stop. */
async function main(): Promise<void> {
  const settings = readMeshSettings(process.env)
  const { certificateTtlMs } = readControlPlaneSettings(process.env)
  const logger = createLogger('control-plane', settings.LOG_LEVEL)
  const closing = new AbortController()
  const closeLater = onShutdown()
  closeLater(() => closing.abort())
  const http = clusterHttp()
  const store = new ObjectStore()
  const { signal } = closing
  const controlPlane = await startControlPlane({
    store,
    awaitedKinds: watchedKinds.map(({ kind }) => kind),
    addressing: loopback,
    authenticate: tokenReviewer(http),
    certificateTtlMs,
    ports: {
      plain: settings.HEDDLE_XDS_PORT,
      secure: settings.HEDDLE_SECURE_XDS_PORT,
      debug: settings.HEDDLE_DEBUG_PORT,
    },
    logger,
    version: productVersion(),
  })
  closeLater(() => controlPlane.stop())
  for (const kind of watchedKinds) void runReflector({ http, kind, sink: store, logger, signal })
  const authority = await openAuthorityEventually(http, logger, signal)
  if (authority === undefined) return
  await controlPlane.serveSecurely(authority)
  closeLater(startRootPublisher({ http, store, logger, rootPem: authority.rootPem }))
  logger.info({ secure: settings.HEDDLE_SECURE_XDS_PORT, debug: settings.HEDDLE_DEBUG_PORT }, 'serving')
  // Otherwise it would be written at a graceful end only, and a killed process has none.
  flushCompileCache()
}

// The cluster API may start later than this process, and the namespace of the Secret later still.
async function openAuthorityEventually(
  http: ClusterHttp,
  logger: Logger,
  signal: AbortSignal,
): Promise<Authority | undefined> {
  for (let failures = 1; !signal.aborted; failures += 1) {
    try {
      return await openAuthority(await loadOrCreateRoot(http, 'cluster.local', Date.now()))
    } catch (error) {
      if (failures % 10 === 1) logger.warn({ error: String(error) }, 'the root of trust could not be read yet')
      await delay(backoffMs(failures, Math.random()), undefined, { signal }).catch(() => undefined)
    }
  }
  return undefined
}

function productVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8'))
  return z.object({ version: z.string() }).parse(manifest).version
}

try {
  await main()
} catch (error) {
  process.stderr.write(`control-plane: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}
