import { ServerCredentials, type Server as GrpcServer } from '@grpc/grpc-js'
import type { Server as HttpServer } from 'node:http'
import type { Logger } from '../../lib/platform/logger.ts'
import type { Authority } from './authority/authority.ts'
import { startDebugServer } from './debug/debug-server.ts'
import type { Addressing } from './generators/addressing/addressing.ts'
import type { ObjectStore } from './ingest/object-store.ts'
import type { ObjectProblem } from './ingest/parse-objects.ts'
import { startAdsServer } from './serve/ads-server.ts'
import type { Authenticate } from './serve/authenticate.ts'
import { Debouncer } from './serve/debounce.ts'
import { Fleet } from './serve/fleet.ts'
import { serveMetrics } from './serve/metrics.ts'
import { ObjectVersions } from './serve/object-versions.ts'
import { buildSnapshot } from './snapshot.ts'

export interface ControlPlaneInput {
  readonly store: ObjectStore
  /** The first snapshot waits until each of these kinds was listed. */
  readonly awaitedKinds: readonly string[]
  readonly addressing: Addressing
  readonly authenticate: Authenticate
  readonly certificateTtlMs: number
  readonly ports: { readonly plain: number; readonly secure: number; readonly debug: number }
  readonly logger: Logger
  /** Of the product. */
  readonly version: string
}

export interface ControlPlane {
  /** Starts the TLS server, whose certificate the authority signs, and lets proxies with a token in. */
  serveSecurely(authority: Authority): Promise<void>
  /** Serves the store's present content without waiting for a change. */
  refresh(): void
  stop(): Promise<void>
}

/** Names the server's certificate carries; proxies check the first. */
const serverNames = ['istiod.istio-system.svc', 'istiod.istio-system.svc.cluster.local', 'localhost']
const serverCertificateTtlMs = 365 * 24 * 3_600_000
const host = '127.0.0.1'

/**
 * Wires ingest, snapshot, generators and servers together, independent of where objects and tokens come from.
 * @throws Error when a port is taken
 */
export async function startControlPlane(input: ControlPlaneInput): Promise<ControlPlane> {
  const { store, addressing, logger, ports } = input
  const metrics = serveMetrics(input.version)
  const versions = new ObjectVersions()
  const fleet = new Fleet({ addressing, metrics, logger, certificateTtlMs: input.certificateTtlMs, now: Date.now })
  const newProblems = onlyNew()
  const publish = (changedAt: number) => {
    if (!store.hasListed(input.awaitedKinds)) return
    const startedAt = performance.now()
    const objects = store.all()
    const snapshot = buildSnapshot(objects, Date.now(), fleet.snapshot)
    versions.record(objects, snapshot.generation)
    metrics.snapshotBuilt({
      seconds: (performance.now() - startedAt) / 1000,
      problems: snapshot.problems.length,
      services: snapshot.services.length,
      endpoints: [...snapshot.endpoints.values()].reduce((sum, list) => sum + list.length, 0),
    })
    for (const problem of newProblems(snapshot.problems)) logger.warn({ problem }, 'a stored object can not be used')
    fleet.publish(snapshot, changedAt)
  }
  const debouncer = new Debouncer(publish)
  const unsubscribe = store.onChange((at) => debouncer.changed(at))
  const debug = await startDebugServer({ fleet, versions, metrics, version: input.version }, ports.debug)
  const plain = await startAdsServer(
    { fleet, metrics, logger },
    `${host}:${ports.plain}`,
    ServerCredentials.createInsecure(),
  )
  const servers: GrpcServer[] = [plain]
  return {
    async serveSecurely(authority) {
      fleet.useAuthority(authority)
      const credentials = await serverCredentials(authority)
      const { authenticate } = input
      servers.push(
        await startAdsServer({ fleet, metrics, logger, authenticate }, `${host}:${ports.secure}`, credentials),
      )
    },
    refresh: () => publish(Date.now()),
    async stop() {
      unsubscribe()
      debouncer.stop()
      for (const server of servers) server.forceShutdown()
      await closeHttp(debug)
    },
  }
}

/** Of each list the problems that the list before it did not have, so that each is told once. */
function onlyNew(): (problems: readonly ObjectProblem[]) => ObjectProblem[] {
  let before = new Set<string>()
  return (problems) => {
    const known = before
    before = new Set(problems.map((problem) => JSON.stringify(problem)))
    return problems.filter((problem) => !known.has(JSON.stringify(problem)))
  }
}

async function serverCredentials(authority: Authority): Promise<ServerCredentials> {
  const issued = await authority.issueServer({ names: serverNames, ttlMs: serverCertificateTtlMs, now: Date.now() })
  const pair = { cert_chain: Buffer.from(issued.certificatePem), private_key: Buffer.from(issued.keyPem) }
  return ServerCredentials.createSsl(null, [pair], false)
}

function closeHttp(server: HttpServer): Promise<void> {
  server.closeAllConnections()
  return new Promise((resolve) => server.close(() => resolve()))
}
