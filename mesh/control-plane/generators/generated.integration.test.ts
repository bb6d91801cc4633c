import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { toolPath } from '../../../test/support/tools.ts'
import { createRoot } from '../authority/root.ts'
import { isJsonObject, textOf, type Json, type JsonObject } from '../envoy-json.ts'
import { proxyBootstrap } from '../../proxy/bootstrap.ts'
import { z } from 'zod'
import { kubernetesObject } from '../../../lib/domain/kubernetes/object.ts'
import type { LoopbackPod } from '../../../test/support/proxy/loopback-pods.ts'
import { eventually } from '../../../test/support/proxy/poll.ts'
import { appAddress, serviceAddress } from '../../network/addresses.ts'
import { startLab } from '../testing/lab.ts'
import { everyFeature, gatewayObjects, gatewayProxy } from '../testing/every-feature.ts'
import { resourcesOf, shop } from '../testing/scene.ts'
import type { ProxyResources } from './resources.ts'

// Guarantee: whatever the generators write, the Envoy we run accepts, without a deprecated field.

// The DNS fields of a cluster moved into an extension; Istio still writes them where they were.
function isComplaint(line: string): boolean {
  return (
    /\[(error|critical)\]/.test(line) ||
    (line.includes('Deprecated field') && !/dns_refresh_rate|respect_dns_ttl/.test(line))
  )
}

let rootPem: string
beforeAll(async () => {
  rootPem = (await createRoot('cluster.local', Date.now())).certificatePem
})

test.each([
  ['the caller', resourcesOf(everyFeature)],
  ['the server', resourcesOf(everyFeature, { pod: 'reviews-v1', ip: '127.204.2.1' })],
  ['a gateway', resourcesOf([...everyFeature, ...gatewayObjects], gatewayProxy)],
])('Envoy validates all that %s is sent', (_who, resources) => {
  const directory = mkdtempSync(join(tmpdir(), 'heddle-generated-'))
  try {
    const rootCertPath = join(directory, 'root.pem')
    writeFileSync(rootCertPath, rootPem)
    const file = join(directory, 'envoy.json')
    writeFileSync(file, JSON.stringify(asStatic(resources, rootCertPath)))
    const { status, stderr } = spawnSync(toolPath('envoy'), ['--mode', 'validate', '-c', file], { encoding: 'utf8' })
    const complaints = stderr.split('\n').filter((line) => isComplaint(line))
    expect({ status, complaints }).toEqual({ status: 0, complaints: [] })
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
})

/** The same resources as a bootstrap's static ones: routes inline, endpoints in their clusters. */
function asStatic({ cds, eds, lds, rds }: ProxyResources, rootCertPath: string): JsonObject {
  const bootstrap = proxyBootstrap({
    role: 'sidecar',
    podIp: '127.204.1.1',
    appAddress: '127.204.1.2',
    name: 'client',
    namespace: 'shop',
    labels: {},
    annotations: {},
    serviceAccount: 'client',
    workloadName: 'client',
    node: { region: '', zone: '' },
    cluster: 'Kubernetes',
    xdsAddress: { host: '127.0.0.1', port: 9 },
    rootCertPath,
    token: 't',
    otlpAddress: { host: '127.0.0.1', port: 9 },
    accessLogAddress: { host: '127.0.0.1', port: 9 },
  })
  const own = bootstrap['static_resources']
  const ownClusters = isJsonObject(own) && Array.isArray(own['clusters']) ? own['clusters'] : []
  const clusters = [...cds.values()].map((cluster) => inlineRoutes(withEndpoints(cluster, eds), rds))
  const listeners = [...lds.values()].map((listener) => inlineRoutes(listener, rds))
  return { ...bootstrap, static_resources: { clusters: [...ownClusters, ...clusters], listeners } }
}

function withEndpoints(cluster: JsonObject, eds: ReadonlyMap<string, JsonObject>): JsonObject {
  const assignment = eds.get(textOf(cluster['name']))
  if (assignment === undefined) return cluster
  const { eds_cluster_config: _, ...rest } = cluster
  return { ...rest, type: 'STATIC', load_assignment: assignment }
}

// Validation has no management server, so routes go inline and secrets become empty files; and its end crashes on the
// stats logger. The test below leaves nothing out: there the real thing connects.
function inlineRoutes(value: Json, rds: ReadonlyMap<string, JsonObject>): Json {
  if (Array.isArray(value))
    return value.filter((item: Json) => !isStatsLogger(item)).map((item: Json) => inlineRoutes(item, rds))
  if (!isJsonObject(value)) return value
  const { rds: named, sds_config: secrets, ...rest } = value
  const route = isJsonObject(named) ? rds.get(textOf(named['route_config_name'])) : undefined
  const inner = Object.entries(rest).flatMap(([key, member]) =>
    member === undefined ? [] : [[key, inlineRoutes(member, rds)]],
  )
  return {
    ...Object.fromEntries(inner),
    ...(route && { route_config: route }),
    ...(secrets !== undefined && { sds_config: { path_config_source: { path: '/dev/null' } } }),
  }
}

function isStatsLogger(value: Json): boolean {
  return isJsonObject(value) && value['name'] === 'envoy.access_loggers.stats'
}

test('connected Envoys accept all of it from the control plane', async () => {
  const [client, server, gate] = ['127.204.21.1', '127.204.22.1', '127.204.29.1'].map(podAt)
  if (client === undefined || server === undefined || gate === undefined) throw new Error('no address')
  const lab = await startLab()
  try {
    const objects = JSON.stringify([...shop, ...everyFeature, ...gatewayObjects])
    const moved = objects
      .replaceAll('127.204.1.1', client.podIp)
      .replaceAll('127.204.2.1', server.podIp)
      .replaceAll(gatewayProxy.ip, gate.podIp)
    for (const object of z.array(kubernetesObject).parse(JSON.parse(moved))) lab.store.upsert(object)
    await lab.startProxy(client, { name: 'client', labels: { app: 'client' } })
    await lab.startProxy(server, {
      name: 'reviews-v1',
      serviceAccount: 'reviews',
      labels: { app: 'reviews', version: 'v1' },
    })
    await lab.startProxy(gate, { name: 'gate', namespace: 'istio-system', labels: { istio: 'gate' }, role: 'router' })
    const state = await eventually(async () => {
      const proxies = syncAnswer.parse(await lab.debug('/debug/syncz'))
      return proxies.length === 3 && proxies.every(isSettled) ? proxies : undefined
    })
    expect(state.map(({ proxy, last_nack: nack }) => [proxy, nack])).toEqual([
      ['client.shop', null],
      ['gate.istio-system', null],
      ['reviews-v1.shop', null],
    ])
  } finally {
    await lab.stop()
  }
})

const syncAnswer = z.array(
  z.looseObject({
    proxy: z.string(),
    last_nack: z.looseObject({ message: z.string() }).nullable(),
    resources: z.record(z.string(), z.object({ sent: z.string(), acked: z.string() }).loose()),
  }),
)

function isSettled({ resources, last_nack: nack }: z.infer<typeof syncAnswer>[number]): boolean {
  const types = Object.values(resources)
  return nack !== null || (types.length >= 4 && types.every(({ sent, acked }) => sent === acked))
}

function podAt(podIp: string): LoopbackPod {
  return { podIp, appAddress: appAddress(podIp), serviceAddress: (index) => serviceAddress(podIp, index) }
}
