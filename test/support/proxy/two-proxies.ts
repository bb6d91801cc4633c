import type { WorkloadIdentity } from '../../../mesh/proxy/telemetry/workload-identity.ts'
import { grpcApplication, httpApplication, tcpApplication, type HttpApplication } from './applications.ts'
import type { EnvoyProcess } from './envoy-process.ts'
import { eventually } from './poll.ts'
import type { PrometheusProcess } from './prometheus-process.ts'
import { scene, type Cleanup, type Scene } from './scene.ts'
import type { Called, TestPod } from './static-mesh.ts'

// A caller `web-v1` in namespace shop and a callee `api-v2` in namespace back, each with a real Envoy, read by a real
// Prometheus. Every test calls services of its own, so that they don't count each other's requests.

export const ports = { http: 9080, grpc: 9090, tcp: 9000, closed: 9099 }

export interface Series {
  readonly labels: Readonly<Record<string, string>>
  readonly value: number
}

export interface TwoProxies {
  readonly mesh: Scene
  readonly web: TestPod
  readonly api: TestPod
  readonly client: EnvoyProcess
  readonly server: EnvoyProcess
  readonly app: HttpApplication
  readonly prometheus: PrometheusProcess
  /** Address at which the caller's proxy listens for a service. */
  addressOf(service: string): string
  /** The series of a metric with these labels, without what the scrape adds, once there are so many. */
  seriesOf(metric: string, labels: Readonly<Record<string, string>>, count?: number): Promise<Series[]>
}

export const hostOf = (service: string): string => `${service}.back.svc.cluster.local`

/** How one service is called; what is left out goes to api's HTTP port over mutual TLS. */
export type CallSpec = Partial<Omit<Called, 'service' | 'listenAddress' | 'endpoint'>> & {
  readonly endpoint?:
    'api' | 'none' | { readonly address: string; readonly identity: WorkloadIdentity; readonly hasProxy: boolean }
}

export async function twoProxies(specs: Readonly<Record<string, CallSpec>>, cleanup: Cleanup): Promise<TwoProxies> {
  const mesh = await scene(
    [
      { workload: 'web-v1', namespace: 'shop', labels: { app: 'web', version: 'v1' } },
      { workload: 'api-v2', namespace: 'back', labels: { app: 'api', version: 'v2' } },
    ],
    cleanup,
  )
  const [web, api] = [mesh.pods[0], mesh.pods[1]]
  if (web === undefined || api === undefined) throw new Error('two pods were asked for')
  const app = await applications(api.pod.appAddress, cleanup)
  const served = (name: string) => ({ host: hostOf(name), name, namespace: 'back' })
  const server = await mesh.start(api, {
    serves: [
      { service: served('api'), port: ports.http, protocol: 'http' },
      { service: served('api-grpc'), port: ports.grpc, protocol: 'grpc' },
      { service: served('api-tcp'), port: ports.tcp, protocol: 'tcp' },
    ],
  })
  const names = Object.keys(specs)
  const addressOf = (name: string) => web.pod.serviceAddress(names.indexOf(name))
  const calls = Object.entries(specs).map(([name, spec]) => called(name, { spec, api, listenAddress: addressOf(name) }))
  const client = await mesh.start(web, { calls })
  const prometheus = await mesh.startPrometheus()
  return { mesh, web, api, client, server, app, prometheus, addressOf, seriesOf: seriesReader(prometheus) }
}

async function applications(address: string, cleanup: Cleanup): Promise<HttpApplication> {
  const http = await httpApplication(address, ports.http)
  const others = [await grpcApplication(address, ports.grpc), await tcpApplication(address, ports.tcp)]
  for (const one of [http, ...others]) cleanup.add(() => one.stop())
  return http
}

function called(
  name: string,
  { spec, api, listenAddress }: { spec: CallSpec; api: TestPod; listenAddress: string },
): Called {
  const { endpoint = 'api', ...rest } = spec
  const toApi = { address: api.pod.podIp, identity: api.identity, hasProxy: true }
  const named = { api: toApi, none: undefined }
  return {
    service: { host: hostOf(name), name, namespace: 'back' },
    port: ports.http,
    protocol: 'http',
    listenAddress,
    mutualTls: true,
    ...rest,
    endpoint: typeof endpoint === 'string' ? named[endpoint] : endpoint,
  }
}

function seriesReader(prometheus: PrometheusProcess): TwoProxies['seriesOf'] {
  return (metric, labels, count = 1) => {
    const matchers = Object.entries(labels).map(([name, value]) => `${name}="${value}"`)
    return eventually(async () => {
      const found = await prometheus.query(`${metric}{${matchers.join(',')}}`)
      if (found.length < count) return undefined
      return found.map(({ labels: all, value }) => ({ labels: withoutScrape(all), value }))
    }, 25_000)
  }
}

function withoutScrape({ job: _job, instance: _instance, __name__: _name, ...labels }: Record<string, string>) {
  return labels
}

/** What every series of these two workloads carries. */
export const webLabels = {
  source_workload: 'web-v1',
  source_workload_namespace: 'shop',
  source_canonical_service: 'web',
  source_canonical_revision: 'v1',
  source_app: 'web',
  source_version: 'v1',
  source_cluster: 'Kubernetes',
}
export const apiLabels = {
  destination_workload: 'api-v2',
  destination_workload_namespace: 'back',
  destination_canonical_service: 'api',
  destination_canonical_revision: 'v2',
  destination_app: 'api',
  destination_version: 'v2',
  destination_cluster: 'Kubernetes',
}
export const unknownDestination = {
  destination_workload: 'unknown',
  destination_workload_namespace: 'unknown',
  destination_canonical_service: 'unknown',
  destination_canonical_revision: 'latest',
  destination_app: 'unknown',
  destination_version: 'unknown',
  destination_cluster: 'unknown',
  destination_principal: 'unknown',
}
export const principals = {
  source_principal: 'spiffe://cluster.local/ns/shop/sa/web-v1',
  destination_principal: 'spiffe://cluster.local/ns/back/sa/api-v2',
}
export const noPrincipals = { source_principal: 'unknown', destination_principal: 'unknown' }
export const serviceLabels = (name: string) => ({
  destination_service: hostOf(name),
  destination_service_name: name,
  destination_service_namespace: 'back',
})
