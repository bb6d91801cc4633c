import type { KubernetesObject } from '../../../lib/domain/kubernetes/object.ts'
import type { JsonObject } from '../envoy-json.ts'
import { loopback } from '../generators/addressing/loopback.ts'
import { generateResources, type ProxyResources } from '../generators/resources.ts'
import { proxyView, type ProxyView } from '../generators/view.ts'
import { parseNodeId, proxyOf } from '../registry/proxy.ts'
import { buildSnapshot } from '../snapshot.ts'
import { aPod, aService, aSlice } from './objects.ts'

// A small shop for unit tests: client (no service), reviews v1 and v2 behind one Service with HTTP, gRPC, TCP and undeclared ports.

const ports = [
  { name: 'http', port: 9080 },
  { name: 'grpc', port: 9090 },
  { name: 'tcp-data', port: 7000 },
  { name: 'odd', port: 7100 },
]
export const clientIp = '127.204.1.1'
export const reviewsHost = 'reviews.shop.svc.cluster.local'

export const shop: readonly KubernetesObject[] = [
  aPod({ name: 'client', ip: clientIp, labels: { app: 'client' } }),
  aPod({ name: 'reviews-v1', ip: '127.204.2.1', labels: { app: 'reviews', version: 'v1' }, serviceAccount: 'reviews' }),
  aPod({ name: 'reviews-v2', ip: '127.204.3.1', labels: { app: 'reviews', version: 'v2' }, serviceAccount: 'reviews' }),
  aService({ name: 'reviews', index: 0, selector: { app: 'reviews' }, ports }),
  aSlice('reviews', ports, [
    { ip: '127.204.2.1', pod: 'reviews-v1' },
    { ip: '127.204.3.1', pod: 'reviews-v2' },
  ]),
]

export interface SceneProxy {
  readonly pod?: string
  readonly namespace?: string
  readonly ip?: string
  readonly role?: 'sidecar' | 'router'
  readonly hasIdentity?: boolean
}

/** The shop with further objects, as one of its proxies sees it: the client unless told otherwise. */
export function viewOf(extra: readonly KubernetesObject[] = [], about: SceneProxy = {}): ProxyView {
  const { pod = 'client', namespace = 'shop', ip = clientIp, role = 'sidecar', hasIdentity = true } = about
  const snapshot = buildSnapshot([...shop, ...extra], 0)
  const claim = parseNodeId(`${role}~${ip}~${pod}.${namespace}~${namespace}.svc.cluster.local`)
  if (claim === undefined) throw new Error('the node id of the scene is wrong')
  return proxyView({
    snapshot,
    proxy: proxyOf(claim, snapshot.workloads.get(`${namespace}/${pod}`)),
    addressing: loopback,
    hasIdentity,
  })
}

/** Everything generated for that proxy. */
export function resourcesOf(extra: readonly KubernetesObject[] = [], about: SceneProxy = {}): ProxyResources {
  return generateResources(viewOf(extra, about))
}

/** Routes of one virtual host of one route configuration. */
export function routesOf(resources: ProxyResources, routeConfiguration: string, virtualHost: string): JsonObject[] {
  const hosts = listOf(resources.rds.get(routeConfiguration)?.['virtual_hosts'])
  return listOf(hosts.find(({ name }) => name === virtualHost)?.['routes'])
}

/** A JSON list of objects; empty for anything else. */
export function listOf(value: unknown): JsonObject[] {
  return Array.isArray(value) ? value : []
}
