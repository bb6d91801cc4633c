import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import {
  grpcApplication,
  grpcCall,
  httpApplication,
  tcpApplication,
  type Application,
} from '../../test/support/proxy/applications.ts'
import type { EnvoyProcess } from '../../test/support/proxy/envoy-process.ts'
import type { LoopbackPod } from '../../test/support/proxy/loopback-pods.ts'
import { eventually } from '../../test/support/proxy/poll.ts'
import { appAddress, podAddress, serviceAddress } from '../network/addresses.ts'
import { call, startLab, type Lab } from './testing/lab.ts'
import { aPod, aService, aSlice, anIstioObject } from './testing/objects.ts'

// Guarantee: HTTP, gRPC, TCP and ports that declare nothing all pass with mutual TLS, and are seen as what they are.

const ports = [
  { name: 'http', port: 9080 },
  { name: 'grpc', port: 9090 },
  { name: 'tcp', port: 7000 },
  { name: 'odd-http', port: 7100 },
  { name: 'odd-tcp', port: 7200 },
]
const [client, server] = [podAt(31), podAt(32)]
const apps: Application[] = []
let lab: Lab
let serverProxy: EnvoyProcess

beforeAll(async () => {
  const at = server.appAddress
  apps.push(await httpApplication(at, 9080), await httpApplication(at, 7100), await grpcApplication(at, 9090))
  apps.push(await tcpApplication(at, 7000), await tcpApplication(at, 7200))
  lab = await startLab()
  lab.store.replace('Pod', [
    aPod({ name: 'client', ip: client.podIp, labels: { app: 'client' } }),
    aPod({ name: 'server', ip: server.podIp, labels: { app: 'server' } }),
  ])
  lab.store.replace('Service', [aService({ name: 'server', index: 0, selector: { app: 'server' }, ports })])
  lab.store.replace('EndpointSlice', [aSlice('server', ports, [{ ip: server.podIp, pod: 'server' }])])
  lab.store.upsert(anIstioObject('PeerAuthentication', { name: 'default' }, { mtls: { mode: 'STRICT' } }))
  await lab.startProxy(client, { name: 'client', labels: { app: 'client' } })
  serverProxy = await lab.startProxy(server, { name: 'server', labels: { app: 'server' } })
})
afterAll(async () => {
  await lab.stop()
  await Promise.all(apps.map((app) => app.stop()))
})

const line = z.looseObject({
  method: z.string().nullish(),
  protocol: z.string().nullish(),
  upstream_cluster: z.string(),
  connection_security_policy: z.string(),
})

/** The server's first log line for a port. */
function seenAt(port: number): Promise<z.infer<typeof line>> {
  return eventually(() =>
    Promise.resolve(
      serverProxy.lines
        .map((text) => line.parse(JSON.parse(text)))
        .find((item) => item.upstream_cluster === `inbound|${port}||`),
    ),
  )
}

describe.each([
  [9080, 'HTTP/1.1'],
  [7100, 'HTTP/1.1'],
])('HTTP on %i', (port, protocol) => {
  test('is answered, and read as HTTP on both sides', async () => {
    expect((await call({ address: client.serviceAddress(0), port, host: 'server' })).status).toBe(200)
    expect(await seenAt(port)).toMatchObject({ method: 'GET', protocol, connection_security_policy: 'mutual_tls' })
  })
})

test('gRPC answers, streams and fails with its own status', async () => {
  const target = `${client.serviceAddress(0)}:9090`
  const codes = []
  for (const method of ['Once', 'Thrice', 'Missing'] as const) codes.push(await grpcCall(target, 'server:9090', method))
  expect(codes).toEqual([0, 0, 5])
  expect(await seenAt(9090)).toMatchObject({ protocol: 'HTTP/2', connection_security_policy: 'mutual_tls' })
})

describe.each([7000, 7200])('bytes on %i', (port) => {
  test('come back, and are read as TCP', async () => {
    expect(await echo(client.serviceAddress(0), port)).toBe('\u0000\u0001 not http')
    expect(await seenAt(port)).toMatchObject({ connection_security_policy: 'mutual_tls' })
    expect((await seenAt(port)).method ?? null).toBeNull()
  })
})

/** Sends a few bytes that are no HTTP and gives what comes back. */
function echo(host: string, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, host, () => socket.write('\u0000\u0001 not http'))
    socket.once('data', (data) => {
      socket.end()
      resolve(data.toString())
    })
    socket.once('error', reject)
    socket.setTimeout(10_000, () => socket.destroy(new Error('no answer')))
  })
}

function podAt(pod: number): LoopbackPod {
  const podIp = podAddress(204, pod)
  return { podIp, appAddress: appAddress(podIp), serviceAddress: (index) => serviceAddress(podIp, index) }
}
