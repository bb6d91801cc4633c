import { randomInt, randomUUID } from 'node:crypto'
import type { Server } from 'node:https'
import { join } from 'node:path'
import type { Logger } from '../../../lib/platform/logger.ts'
import type { MutatingHook } from './admission.ts'
import { createAuthenticator } from './auth/authenticator.ts'
import { createAuthorizer } from './auth/authorizer.ts'
import { serverCertificate } from './auth/certificates.ts'
import { writeKubeconfigs } from './auth/kubeconfig.ts'
import { ServiceAccountTokens } from './auth/service-account-tokens.ts'
import { kubeletToken, staticTokens, tokenDirectory } from './auth/static-tokens.ts'
import { ClusterStore } from './cluster-store.ts'
import { expireEvents } from './expire-events.ts'
import { createApiServer } from './http/api-server.ts'
import { ContinuationCache } from './http/continuations.ts'
import { builtInResources } from './resources/built-in.ts'
import { istioResources } from './resources/istio.ts'
import { ResourceRegistry } from './resources/registry.ts'
import { serveCustomKinds } from './resources/serve-custom-kinds.ts'
import { seed } from './seed.ts'
import { ObjectDatabase } from './storage/database.ts'

export interface ClusterApiOptions {
  /** HEDDLE_DIR: database, keys and kubeconfigs live here. */
  readonly heddleDirectory: string
  /** Loopback port; 0 picks a free one. */
  readonly port: number
  readonly hooks: readonly MutatingHook[]
  readonly logger: Logger
  readonly now: () => Date
  /** Upper bound of the database in 4 KiB pages. */
  readonly maxDatabasePages?: number
  readonly historySize?: number
}

export interface ClusterApi {
  readonly store: ClusterStore
  readonly port: number
  /** Ends all connections, watches too, and closes the database. */
  close(): Promise<void>
}

/**
 * Opens the database, makes sure of keys, roles and kubeconfigs, and serves the cluster API on 127.0.0.1.
 * @throws Error with one sentence when the database can't be used or the port is taken
 */
export async function startClusterApi(options: ClusterApiOptions): Promise<ClusterApi> {
  const { heddleDirectory, logger, now } = options
  const directory = join(heddleDirectory, 'cluster')
  const keys = join(directory, 'pki')
  const database = new ObjectDatabase(join(directory, 'cluster.db'), options.maxDatabasePages)
  const store = new ClusterStore({
    database,
    registry: new ResourceRegistry([...builtInResources, ...istioResources]),
    hooks: options.hooks,
    now,
    newUid: randomUUID,
    newSuffix: randomSuffix,
    ...(options.historySize === undefined ? {} : { historySize: options.historySize }),
  })
  seed(store)
  store.beginHistory()
  const customKinds = serveCustomKinds(store, logger)
  const expiry = expireEvents(store, logger, now)
  const certificate = await serverCertificate(keys, now())
  const tokens = staticTokens(keys)
  const accountTokens = new ServiceAccountTokens(keys, store, now)
  const findClient = tokenDirectory(tokens)
  const server = createApiServer({
    deps: {
      store,
      authorizer: createAuthorizer(store),
      tokens: accountTokens,
      continuations: new ContinuationCache(),
      kubeletToken: kubeletToken(heddleDirectory),
      logger,
      now,
    },
    authenticate: createAuthenticator(findClient, accountTokens),
    findClient,
    certificate,
  })
  const port = await listen(server, options.port)
  writeKubeconfigs({ heddleDirectory, server: `https://127.0.0.1:${port}`, ca: certificate.ca, tokens })
  return {
    store,
    port,
    close: async () => {
      customKinds.stop()
      expiry.stop()
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      // A connection whose handshake is still going on is not among all connections yet: look again until none is left.
      const cut = setInterval(() => server.closeAllConnections(), 100)
      server.closeAllConnections()
      await closed
      clearInterval(cut)
      database.close()
    },
  }
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new Error(`port ${port} for the cluster API is taken: stop what uses it or set HEDDLE_CLUSTER_API_PORT`)
          : error,
      ),
    )
    server.listen(port, '127.0.0.1', () => {
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : port)
    })
  })
}

// Kubernetes' alphabet for generated names: no vowels, so that no words arise.
const suffixAlphabet = 'bcdfghjklmnpqrstvwxz2456789'

function randomSuffix(): string {
  return Array.from({ length: 5 }, () => suffixAlphabet[randomInt(suffixAlphabet.length)]).join('')
}
