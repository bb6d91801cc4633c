import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request, type IncomingHttpHeaders } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { freePorts } from '../../../test/support/free-ports.ts'
import { startEnvoy, type EnvoyProcess } from '../../../test/support/proxy/envoy-process.ts'
import type { LoopbackPod } from '../../../test/support/proxy/loopback-pods.ts'
import { createLogger } from '../../../lib/platform/logger.ts'
import { proxyBootstrap } from '../../proxy/bootstrap.ts'
import { openAuthority, type Authority } from '../authority/authority.ts'
import { createRoot } from '../authority/root.ts'
import { startControlPlane, type ControlPlane } from '../control-plane.ts'
import { loopback } from '../generators/addressing/loopback.ts'
import { ObjectStore } from '../ingest/object-store.ts'
import { AuthenticationError, type TokenIdentity } from '../serve/authenticate.ts'

export interface LabPorts {
  readonly plain: number
  readonly secure: number
  readonly debug: number
}

/** A control plane over objects in memory, and real Envoys that connect to it. A token is `NAMESPACE/POD/SERVICE-ACCOUNT`. */
export interface Lab {
  readonly store: ObjectStore
  readonly ports: LabPorts
  readonly authority: Authority
  startProxy(pod: LoopbackPod, about: ProxyAbout): Promise<EnvoyProcess>
  /** Stops the control plane as a crash would; `revive` starts another on the same ports with the same root. */
  kill(): Promise<void>
  revive(): Promise<void>
  debug(path: string): Promise<unknown>
  stop(): Promise<void>
}

export interface ProxyAbout {
  readonly name: string
  readonly namespace?: string
  readonly serviceAccount?: string
  readonly labels?: Record<string, string>
  readonly role?: 'sidecar' | 'router'
  readonly token?: string
}

export async function startLab(options: { certificateTtlMs?: number } = {}): Promise<Lab> {
  const directory = mkdtempSync(join(tmpdir(), 'heddle-control-plane-'))
  const [plain = 0, secure = 0, debug = 0] = await freePorts(3)
  const ports = { plain, secure, debug }
  const authority = await openAuthority(await createRoot('cluster.local', Date.now()))
  const rootCertPath = join(directory, 'root.pem')
  writeFileSync(rootCertPath, authority.rootPem)
  const store = new ObjectStore()
  const envoys: EnvoyProcess[] = []
  let controlPlane: ControlPlane | undefined
  const revive = async () => {
    controlPlane = await startControlPlane({
      store,
      awaitedKinds: [],
      addressing: loopback,
      authenticate: (token) => Promise.resolve(identityOfToken(token)),
      certificateTtlMs: options.certificateTtlMs ?? 86_400_000,
      ports,
      version: '0.0.0',
      logger: createLogger('control-plane', process.env['LOG_LEVEL'] ?? 'silent'),
    })
    await controlPlane.serveSecurely(authority)
    controlPlane.refresh()
  }
  const kill = async () => {
    await controlPlane?.stop()
    controlPlane = undefined
  }
  await revive()
  return {
    store,
    ports,
    authority,
    revive,
    kill,
    async startProxy(pod, about) {
      const envoy = await startEnvoy({
        bootstrap: bootstrapOf(pod, about, { ports, rootCertPath }),
        podIp: pod.podIp,
        directory,
      })
      envoys.push(envoy)
      return envoy
    },
    debug: async (path) => (await fetch(`http://127.0.0.1:${debug}${path}`)).json(),
    async stop() {
      await Promise.all(envoys.map((envoy) => envoy.stop()))
      await kill()
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

function identityOfToken(token: string): TokenIdentity {
  const [namespace, podName, serviceAccount] = token.split('/')
  if (namespace === undefined || podName === undefined || serviceAccount === undefined)
    throw new AuthenticationError('the token is not valid')
  return { namespace, podName, serviceAccount }
}

function bootstrapOf(pod: LoopbackPod, about: ProxyAbout, lab: { ports: LabPorts; rootCertPath: string }) {
  const { name, namespace = 'shop', serviceAccount = name, labels = {}, role = 'sidecar' } = about
  return proxyBootstrap({
    role,
    podIp: pod.podIp,
    appAddress: pod.appAddress,
    name,
    namespace,
    labels,
    annotations: {},
    serviceAccount,
    workloadName: name,
    node: { region: 'local', zone: 'zone-a' },
    cluster: 'Kubernetes',
    xdsAddress: { host: '127.0.0.1', port: lab.ports.secure },
    rootCertPath: lab.rootCertPath,
    token: about.token ?? `${namespace}/${name}/${serviceAccount}`,
    otlpAddress: { host: '127.0.0.1', port: 9 },
    accessLogAddress: { host: '127.0.0.1', port: 9 },
  })
}

export interface LabAnswer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** One request on a connection of its own. */
export function call(target: {
  readonly address: string
  readonly port: number
  readonly host: string
  readonly path?: string
  readonly method?: string
  readonly headers?: Record<string, string>
}): Promise<LabAnswer> {
  const { address, port, host, method = 'GET', path = '/', headers = {} } = target
  return new Promise((resolve, reject) => {
    const sent = request(
      { host: address, port, method, path, headers: { ...headers, host }, agent: false },
      (response) => {
        text(response).then(
          (body) => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
          reject,
        )
      },
    )
    sent.on('error', reject)
    sent.end()
  })
}
