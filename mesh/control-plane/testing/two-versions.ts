import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import { createServer as createTcpServer, type Server as TcpServer } from 'node:net'
import { appAddress, podAddress, serviceAddress } from '../../network/addresses.ts'
import type { LoopbackPod } from '../../../test/support/proxy/loopback-pods.ts'
import { aPod, aService, aSlice, anIstioObject } from './objects.ts'
import { call, startLab, type Lab, type LabAnswer } from './lab.ts'

// Two real Envoys in front of two little servers that say their version, and a third for their caller.

export interface TwoVersions {
  readonly lab: Lab
  readonly client: LoopbackPod
  readonly servers: readonly LoopbackPod[]
  /** One request of the client's app to `reviews`. */
  ask(path?: string, headers?: Record<string, string>, method?: string): Promise<LabAnswer>
  /** What the servers were asked, in order. */
  readonly seen: SeenRequest[]
  /** Sends the route's weights to the store. */
  weigh(v1: number, v2: number): void
  stop(): Promise<void>
}

/** A request as a server got it. */
export interface SeenRequest {
  readonly version: string
  readonly path: string
  readonly headers: IncomingHttpHeaders
}

const port = 9080
/** Where the servers greet every connection with their version. */
export const greetingPort = 7000
const network = 204

export async function startTwoVersions(
  first: number,
  options: { certificateTtlMs?: number } = {},
): Promise<TwoVersions> {
  const [client, ...servers] = [0, 1, 2].map((offset) => podAt(first + offset))
  if (client === undefined) throw new Error('no address')
  const seen: SeenRequest[] = []
  const apps = await Promise.all(servers.map((pod, index) => startApp(pod, `v${index + 1}`, seen)))
  const greeters = await Promise.all(servers.map((pod, index) => startGreeter(pod, `v${index + 1}`)))
  const lab = await startLab(options)
  fill(lab, client, servers)
  await Promise.all([
    lab.startProxy(client, { name: 'client', labels: { app: 'client' } }),
    ...servers.map((pod, index) => {
      const version = `v${index + 1}`
      return lab.startProxy(pod, {
        name: `reviews-${version}`,
        serviceAccount: 'reviews',
        labels: { app: 'reviews', version },
      })
    }),
  ])
  return {
    lab,
    client,
    servers,
    seen,
    ask: (path = '/', headers = {}, method = 'GET') =>
      call({ address: client.serviceAddress(0), port, host: 'reviews', path, headers, method }),
    weigh: (v1, v2) => lab.store.upsert(split(v1, v2)),
    async stop() {
      await lab.stop()
      for (const app of apps) {
        app.closeAllConnections()
        app.close()
      }
      for (const greeter of greeters) greeter.close()
    },
  }
}

/** The split of `reviews` between its two versions. */
export function split(v1: number, v2: number) {
  const route = [v1, v2].map((weight, index) => ({ destination: { host: 'reviews', subset: `v${index + 1}` }, weight }))
  return anIstioObject('VirtualService', { name: 'reviews' }, { hosts: ['reviews'], http: [{ name: 'split', route }] })
}

function podAt(pod: number): LoopbackPod {
  const podIp = podAddress(network, pod)
  return { podIp, appAddress: appAddress(podIp), serviceAddress: (index) => serviceAddress(podIp, index) }
}

/** A server that says what it got; `x-app-status` and `x-app-delay-ms` tell it how to answer, where `x-app-version` is its own. */
function startApp({ appAddress: address }: LoopbackPod, version: string, seen: SeenRequest[]): Promise<Server> {
  const server = createServer(({ url = '', headers }, response) => {
    seen.push({ version, path: url, headers })
    response.setHeader('x-app-inner', 'secret')
    const isMeant = (headers['x-app-version'] ?? version) === version
    if (isMeant) response.statusCode = Number(headers['x-app-status'] ?? 200)
    const answer = () => response.end(JSON.stringify({ version, path: url, headers }))
    setTimeout(answer, isMeant ? Number(headers['x-app-delay-ms'] ?? 0) : 0)
  })
  return new Promise((resolve) => server.listen(port, address, () => resolve(server)))
}

function startGreeter({ appAddress: address }: LoopbackPod, version: string): Promise<TcpServer> {
  const server = createTcpServer((socket) => socket.on('error', () => undefined).end(version))
  return new Promise((resolve) => server.listen(greetingPort, address, () => resolve(server)))
}

function fill({ store }: Lab, client: LoopbackPod, servers: readonly LoopbackPod[]): void {
  const ports = [
    { name: 'http', port },
    { name: 'tcp-greeting', port: greetingPort },
  ]
  const pods = servers.map(({ podIp }, index) =>
    aPod({
      name: `reviews-v${index + 1}`,
      ip: podIp,
      labels: { app: 'reviews', version: `v${index + 1}` },
      serviceAccount: 'reviews',
    }),
  )
  store.replace('Pod', [aPod({ name: 'client', ip: client.podIp, labels: { app: 'client' } }), ...pods])
  store.replace('Service', [aService({ name: 'reviews', index: 0, selector: { app: 'reviews' }, ports })])
  store.replace('EndpointSlice', [
    aSlice(
      'reviews',
      ports,
      servers.map(({ podIp }, index) => ({ ip: podIp, pod: `reviews-v${index + 1}` })),
    ),
  ])
  const subsets = ['v1', 'v2'].map((version) => ({ name: version, labels: { version } }))
  // Every request opens a connection, so that each meets the certificates of the moment.
  const trafficPolicy = { connectionPool: { http: { maxRequestsPerConnection: 1 } } }
  store.replace('DestinationRule', [
    anIstioObject('DestinationRule', { name: 'reviews' }, { host: 'reviews', trafficPolicy, subsets }),
  ])
  store.replace('VirtualService', [split(1, 0)])
}
