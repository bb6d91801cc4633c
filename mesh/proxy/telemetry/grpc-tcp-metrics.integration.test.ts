import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { grpcCall, grpcChat, tcpClient } from '../../../test/support/proxy/applications.ts'
import { Cleanup } from '../../../test/support/proxy/scene.ts'
import { eventually } from '../../../test/support/proxy/poll.ts'
import {
  apiLabels,
  hostOf,
  ports,
  principals,
  serviceLabels,
  twoProxies,
  webLabels,
  type TwoProxies,
} from '../../../test/support/proxy/two-proxies.ts'

// Guarantee: gRPC messages and TCP connections, which Envoy's stats logger can't count, come out as Istio's series with
// every label for both reporters, by way of the access log service and the merged scrape.

const cleanup = new Cleanup()
let on: TwoProxies

beforeAll(async () => {
  const [grpc, tcp] = [
    { protocol: 'grpc', port: ports.grpc },
    { protocol: 'tcp', port: ports.tcp },
  ] as const
  const closed = { address: '127.0.0.1', hasProxy: false }
  const nobody = { workload: 'nobody', namespace: 'back', canonicalService: 'nobody', canonicalRevision: 'latest' }
  const identity = { ...nobody, cluster: 'Kubernetes', app: '', version: '' }
  on = await twoProxies(
    {
      grpc,
      chat: grpc,
      tcp,
      'plain-tcp': { ...tcp, mutualTls: false },
      'long-tcp': tcp,
      'refused-tcp': { ...tcp, endpoint: { ...closed, identity }, mutualTls: false },
    },
    cleanup,
  )
})
afterAll(() => cleanup.run())

test('gRPC: protocol, status and the messages of both directions', async () => {
  const target = `${on.addressOf('grpc')}:${ports.grpc}`
  expect(await grpcCall(target, hostOf('grpc'), 'Once')).toBe(0)
  expect(await grpcCall(target, hostOf('grpc'), 'Thrice')).toBe(0)
  expect(await grpcCall(target, hostOf('grpc'), 'Missing')).toBe(5)
  for (const [reporter, service] of [
    ['source', 'grpc'],
    ['destination', 'api-grpc'],
  ] as const) {
    const labels = { reporter, destination_service: hostOf(service), request_protocol: 'grpc', response_code: '200' }
    const requests = await on.seriesOf('istio_requests_total', labels, 2)
    const byStatus = Object.fromEntries(requests.map((one) => [one.labels['grpc_response_status'], one.value]))
    expect(byStatus).toEqual({ 0: 2, 5: 1 })
    const status = { ...labels, grpc_response_status: '0' }
    const [sent] = await on.seriesOf('istio_request_messages_total', status)
    const [received] = await on.seriesOf('istio_response_messages_total', status)
    expect([sent?.value, received?.value]).toEqual([2, 4])
    const request = requests.find((one) => one.labels['grpc_response_status'] === '0')
    expect(sent?.labels).toEqual(request?.labels)
  }
})

test('a gRPC stream counts its messages while it lasts, and as a request only when it ends', async () => {
  const chat = grpcChat(`${on.addressOf('chat')}:${ports.grpc}`, hostOf('chat'))
  const labels = { reporter: 'source', destination_service: hostOf('chat') }
  const sum = async (metric: string) => {
    const matchers = Object.entries(labels).map(([key, value]) => `${key}="${value}"`)
    return (await on.prometheus.query(`sum(${metric}{${matchers.join(',')}})`))[0]?.value
  }
  for (let index = 0; index < 3; index += 1) await chat.say()
  await eventually(async () => ((await sum('istio_response_messages_total')) === 3 ? true : undefined), 25_000)
  expect(await sum('istio_requests_total')).toBeUndefined()
  await chat.say()
  expect(await chat.end()).toBe(0)
  await eventually(async () => ((await sum('istio_requests_total')) === 1 ? true : undefined), 25_000)
  await eventually(async () => ((await sum('istio_request_messages_total')) === 4 ? true : undefined), 25_000)
  expect(on.client.lines.filter((line) => line.includes('/test.Echo/Chat'))).toHaveLength(1)
})

async function tcpTotals(labels: Record<string, string>): Promise<Record<string, number>> {
  const matchers = Object.entries(labels).map(([key, value]) => `${key}="${value}"`)
  const names = ['connections_opened', 'connections_closed', 'sent_bytes', 'received_bytes']
  const totals = names.map(async (name) => {
    const [sum] = await on.prometheus.query(`sum(istio_tcp_${name}_total{${matchers.join(',')}})`)
    return [name, sum?.value ?? 0] as const
  })
  return Object.fromEntries(await Promise.all(totals))
}

const untilClosed = (labels: Record<string, string>) =>
  eventually(async () => {
    const totals = await tcpTotals(labels)
    return totals['connections_closed'] === 1 ? totals : undefined
  }, 25_000)

describe('TCP', () => {
  test('a connection over mutual TLS: every label, for both reporters', async () => {
    const connection = await tcpClient(on.addressOf('tcp'), ports.tcp)
    await connection.exchange(4_000)
    await connection.exchange(10_000)
    await connection.close()
    const flags = { response_flags: '-', request_protocol: 'tcp' }
    const exactly = { connections_opened: 1, connections_closed: 1, sent_bytes: 14_000, received_bytes: 14_000 }
    const fromSource = { reporter: 'source', destination_service: hostOf('tcp') }
    expect(await untilClosed(fromSource)).toEqual(exactly)
    const [sent] = await on.seriesOf('istio_tcp_connections_opened_total', fromSource)
    const both = { ...webLabels, ...apiLabels, ...principals, ...flags }
    expect(sent?.labels).toEqual({
      ...both,
      ...serviceLabels('tcp'),
      reporter: 'source',
      connection_security_policy: 'unknown',
    })
    const mutual = { reporter: 'destination', connection_security_policy: 'mutual_tls' }
    expect(await untilClosed({ ...mutual, destination_service: hostOf('api-tcp') })).toEqual(exactly)
    const [arrived] = await on.seriesOf('istio_tcp_connections_opened_total', mutual)
    expect(arrived?.labels).toEqual({ ...both, ...serviceLabels('api-tcp'), ...mutual })
  })

  test('a plaintext connection has no principals and an unknown caller at the callee', async () => {
    const connection = await tcpClient(on.addressOf('plain-tcp'), ports.tcp)
    await connection.exchange(100)
    await connection.close()
    const plain = { reporter: 'destination', connection_security_policy: 'none' }
    expect(await untilClosed(plain)).toMatchObject({ sent_bytes: 100, received_bytes: 100 })
    const [arrived] = await on.seriesOf('istio_tcp_received_bytes_total', plain)
    expect(arrived?.labels).toMatchObject({ source_workload: 'unknown', source_principal: 'unknown', ...apiLabels })
  })

  test('an open connection reports its bytes before it ends', async () => {
    const connection = await tcpClient(on.addressOf('long-tcp'), ports.tcp)
    await connection.exchange(5_000)
    const labels = { reporter: 'source', destination_service: hostOf('long-tcp') }
    const totals = await eventually(async () => {
      const now = await tcpTotals(labels)
      return now['sent_bytes'] === 5_000 ? now : undefined
    }, 25_000)
    expect(totals).toMatchObject({ connections_opened: 1, connections_closed: 0, received_bytes: 5_000 })
    await connection.close()
  })

  test('a connection that is refused is closed without having been opened', async () => {
    const connection = await tcpClient(on.addressOf('refused-tcp'), ports.tcp)
    await connection.close()
    const labels = { reporter: 'source', destination_service: hostOf('refused-tcp') }
    expect(await untilClosed(labels)).toMatchObject({ connections_opened: 0 })
    const [closed] = await on.seriesOf('istio_tcp_connections_closed_total', labels)
    expect(closed?.labels['response_flags']).toMatch(/UF/)
    const line = await eventually(() => Promise.resolve(on.client.lines.find((text) => text.includes('UF'))))
    expect(JSON.parse(line)).toMatchObject({ upstream_cluster: `outbound|9000||${hostOf('refused-tcp')}` })
  })
})
