import { afterAll, beforeAll, expect, test } from 'vitest'
import { httpApplication, httpGet } from '../../../test/support/proxy/applications.ts'
import { eventually } from '../../../test/support/proxy/poll.ts'
import { Cleanup, scene } from '../../../test/support/proxy/scene.ts'
import { startSpanCollector, type SpanCollector } from '../../../test/support/proxy/span-collector.ts'

// Guarantee: one request through a gateway and a sidecar is one trace of named services, joined to the caller's own by
// traceparent, and each span says which pod made it.

const cleanup = new Cleanup()
const host = 'api.back.svc.cluster.local'
const service = { host, name: 'api', namespace: 'back' }
let collector: SpanCollector
let gatewayAddress: string

beforeAll(async () => {
  collector = await startSpanCollector()
  cleanup.add(() => collector.stop())
  const mesh = await scene(
    [
      { workload: 'istio-ingressgateway', namespace: 'istio-system', labels: { app: 'istio-ingressgateway' } },
      { workload: 'api-v2', namespace: 'back', labels: { app: 'api', version: 'v2' } },
    ],
    cleanup,
  )
  const [gateway, api] = [mesh.pods[0], mesh.pods[1]]
  if (gateway === undefined || api === undefined) throw new Error('two pods were asked for')
  const app = await httpApplication(api.pod.appAddress, 9080)
  cleanup.add(() => app.stop())
  const otlpPort = collector.port
  await mesh.start(api, { serves: [{ service, port: 9080, protocol: 'http' }], otlpPort })
  gatewayAddress = gateway.pod.serviceAddress(0)
  const endpoint = { address: api.pod.podIp, identity: api.identity, hasProxy: true }
  const call = {
    service,
    port: 9080,
    protocol: 'http',
    listenAddress: gatewayAddress,
    endpoint,
    mutualTls: true,
  } as const
  await mesh.start(gateway, { calls: [call], role: 'router', otlpPort })
})
afterAll(() => cleanup.run())

test('spans of gateway and sidecar form one trace with the caller', async () => {
  const [traceId, callerSpan] = ['4bf92f3577b34da6a3ce929d0e0e4736', '00f067aa0ba902b7']
  const headers = { traceparent: `00-${traceId}-${callerSpan}-01` }
  expect(await httpGet({ address: gatewayAddress, port: 9080, host, headers })).toBe(200)
  const wanted = Buffer.from(traceId, 'hex').toString('base64')
  const spans = await eventually(async () => {
    const found = collector.spans.filter((span) => span.traceId === wanted)
    return found.length >= 3 ? found : undefined
  })
  const at = (name: string, kind: number) =>
    spans.find((span) => span.resource['service.name'] === name && span.kind === kind)
  const entered = at('istio-ingressgateway.istio-system', 2)
  const forwarded = at('istio-ingressgateway.istio-system', 3)
  const served = at('api.back', 2)
  expect(entered?.parentSpanId).toBe(Buffer.from(callerSpan, 'hex').toString('base64'))
  expect(forwarded?.parentSpanId).toBe(entered?.spanId)
  expect(served?.parentSpanId).toBe(forwarded?.spanId)
  expect(served?.resource).toMatchObject({ 'k8s.pod.name': 'api-v2-0', 'k8s.namespace.name': 'back' })
  expect(served?.attributes).toMatchObject({
    'istio.canonical_service': 'api',
    'istio.canonical_revision': 'v2',
    'istio.namespace': 'back',
    'istio.cluster_id': 'Kubernetes',
    'http.status_code': '200',
  })
})
