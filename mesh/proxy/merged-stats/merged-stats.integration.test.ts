import { get } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { httpApplication, httpGet } from '../../../test/support/proxy/applications.ts'
import type { EnvoyProcess } from '../../../test/support/proxy/envoy-process.ts'
import { eventually } from '../../../test/support/proxy/poll.ts'
import { samplesOf } from '../../../test/support/proxy/prometheus-text.ts'
import { Cleanup, scene, type Scene } from '../../../test/support/proxy/scene.ts'
import type { TestPod } from '../../../test/support/proxy/static-mesh.ts'
import { peerHeader } from '../telemetry/peer-header.ts'

// Guarantee: one scrape per pod gives the proxy's series and ours; a proxy that is down only lacks its part; a caller that
// invents identities can't grow the series without bound.

const cleanup = new Cleanup()
const service = { host: 'api.back.svc.cluster.local', name: 'api', namespace: 'back' }
let mesh: Scene
let pod: TestPod
let envoy: EnvoyProcess

beforeAll(async () => {
  mesh = await scene([{ workload: 'api-v2', namespace: 'back', labels: { app: 'api' } }], cleanup)
  const [only] = mesh.pods
  if (only === undefined) throw new Error('one pod was asked for')
  pod = only
  const app = await httpApplication(pod.pod.appAddress, 9080)
  cleanup.add(() => app.stop())
  envoy = await mesh.start(pod, { serves: [{ service, port: 9080, protocol: 'http' }] })
})
afterAll(() => cleanup.run())

const scrape = async (path = '/stats/prometheus') => {
  const response = await fetch(`http://${pod.pod.podIp}:15020${path}`)
  return { status: response.status, text: await response.text() }
}
const up = (text: string) => samplesOf(text, 'heddle_proxy_scrape_up')[0]?.value

describe('the merged scrape', () => {
  test('holds the series of the proxy and of the agent', async () => {
    const { text } = await scrape()
    expect(up(text)).toBe(1)
    expect(samplesOf(text, 'envoy_server_live')).toHaveLength(1)
    expect(samplesOf(text, 'istio_build')[0]?.labels).toEqual({ component: 'proxy', tag: '1.40.0' })
  })
  test('serves nothing else', async () => {
    expect((await scrape('/config_dump')).status).toBe(404)
    expect((await scrape('/')).status).toBe(404)
    const status = await new Promise((resolve, reject) => {
      const options = { host: pod.pod.podIp, port: 15020, path: '/stats/prometheus', method: 'POST' }
      get(options, (response) => resolve(response.statusCode)).on('error', reject)
    })
    expect(status).toBe(404)
  })
  test('a second pod at the same address is refused with a sentence', async () => {
    const key = { podIp: pod.pod.podIp, name: 'other', namespace: 'back' }
    await expect(mesh.merged.addPod(key, () => undefined)).rejects.toThrow(`${pod.pod.podIp}:15020 can't be used`)
  })
})

test('invented callers stop at the bound, and known series go on counting', async () => {
  const call = (name: string) => {
    const headers = { [peerHeader]: `${name}|n|c|r|Kubernetes|a|v` }
    return httpGet({ address: pod.pod.podIp, port: 9080, host: service.host, headers })
  }
  await call('honest')
  for (let batch = 0; batch < 30; batch += 1)
    await Promise.all(Array.from({ length: 50 }, (_, index) => call(`liar-${batch}-${index}`)))
  await call('honest')
  const text = await eventually(async () => {
    const stats = await envoy.stats()
    return (samplesOf(stats, 'envoy_server_stats_overflow_counter')[0]?.value ?? 0) > 0 ? stats : undefined
  })
  const requests = samplesOf(text, 'envoy_istiocustom_istio_requests_total')
  expect(requests.length).toBeLessThanOrEqual(1000)
  expect(requests.find(({ labels }) => labels['source_peer']?.startsWith('honest'))?.value).toBe(2)
})

test('when the proxy is gone the scrape says so and keeps the rest', async () => {
  await envoy.stop()
  const { status, text } = await scrape()
  expect(status).toBe(200)
  expect(up(text)).toBe(0)
  expect(samplesOf(text, 'istio_build')).toHaveLength(1)
  expect(samplesOf(text, 'envoy_server_live')).toEqual([])
})
