import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createLogger } from '../../../lib/platform/logger.ts'
import { freePorts } from '../free-ports.ts'
import { prometheusConfig } from '../../../mesh/observability/prometheus-config.ts'
import { readMeshSettings } from '../../../mesh/settings.ts'
import { accessLogSecret } from '../../../mesh/proxy/access-log-secret.ts'
import { startMergedStats, type MergedStats } from '../../../mesh/proxy/merged-stats/merged-stats.ts'
import { formatPeerSubject } from '../../../mesh/proxy/telemetry/peer-subject.ts'
import { workloadIdentity } from '../../../mesh/proxy/telemetry/workload-identity.ts'
import { testAuthority, type TestAuthority } from './certificates.ts'
import { startEnvoy, type EnvoyProcess } from './envoy-process.ts'
import { loopbackPods, type LoopbackPod } from './loopback-pods.ts'
import { startPrometheus, type PrometheusProcess } from './prometheus-process.ts'
import { staticBootstrap, type Called, type Served, type TestPod, testPodToken } from './static-mesh.ts'

/** Things to stop, in reverse order of their start. */
export class Cleanup {
  readonly #steps: (() => unknown)[] = []

  add(step: () => unknown): void {
    this.#steps.unshift(step)
  }

  async run(): Promise<void> {
    for (const step of this.#steps) await step()
  }
}

export interface Scene {
  readonly pods: readonly TestPod[]
  readonly merged: MergedStats
  readonly directory: string
  readonly authority: TestAuthority
  start(
    pod: TestPod,
    parts: { calls?: readonly Called[]; serves?: readonly Served[]; role?: 'sidecar' | 'router'; otlpPort?: number },
  ): Promise<EnvoyProcess>
  startPrometheus(): Promise<PrometheusProcess>
}

/** A directory, an authority, certificates for each workload, and the statistics service; Envoys start on demand. */
export async function scene(workloads: readonly WorkloadSpec[], cleanup: Cleanup): Promise<Scene> {
  const directory = mkdtempSync(join(tmpdir(), 'heddle-proxy-'))
  cleanup.add(() => rmSync(directory, { recursive: true, force: true }))
  const authority = await testAuthority(new Date())
  const addresses = loopbackPods(workloads.length)
  const pods = await Promise.all(workloads.map((spec, index) => testPod(spec, addresses[index], authority)))
  const merged = await startMergedStats({ accessLogPort: 0, version: '1.40.0', logger: createLogger('test', 'error') })
  cleanup.add(() => merged.stop())
  return {
    pods,
    merged,
    directory,
    authority,
    start: async (pod, parts) => {
      const { podIp } = pod.pod
      const key = { podIp, name: `${pod.identity.workload}-0`, namespace: pod.identity.namespace }
      await merged.addPod(key, () => accessLogSecret(testPodToken))
      const bootstrap = staticBootstrap(pod, { ...parts, accessLogPort: merged.accessLogPort })
      const envoy = await startEnvoy({ bootstrap, podIp, directory })
      cleanup.add(() => envoy.stop())
      return envoy
    },
    startPrometheus: () => scraping(pods, directory, cleanup),
  }
}

export interface WorkloadSpec {
  readonly workload: string
  readonly namespace: string
  readonly labels: Readonly<Record<string, string>>
}

async function testPod(spec: WorkloadSpec, pod: LoopbackPod | undefined, authority: TestAuthority): Promise<TestPod> {
  if (pod === undefined) throw new Error('a pod without an address')
  const { workload, namespace, labels } = spec
  const identity = workloadIdentity({ workloadName: workload, namespace, labels, cluster: 'Kubernetes' })
  const uri = `spiffe://cluster.local/ns/${namespace}/sa/${workload}`
  const keyPair = await authority.issue({ subject: formatPeerSubject(identity), uri })
  return { pod, identity, keyPair, rootPem: authority.rootPem }
}

/** A real Prometheus with the product's configuration, its targets listed by a stand-in for the control plane. */
async function scraping(pods: readonly TestPod[], directory: string, cleanup: Cleanup): Promise<PrometheusProcess> {
  const targets = [{ targets: pods.map(({ pod }) => `${pod.podIp}:15020`), labels: {} }]
  const discovery = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(targets))
  })
  await new Promise<void>((resolve) => discovery.listen(0, '127.0.0.1', resolve))
  cleanup.add(() => new Promise((resolve) => discovery.close(resolve)))
  const debugPort = String(portOf(discovery.address()))
  const config = prometheusConfig(readMeshSettings({ HEDDLE_DIR: directory, HEDDLE_DEBUG_PORT: debugPort }), {
    traceStore: 'bundled',
  })
  // Only faster: a test waits for every scrape.
  const fast = config
    .replace('scrape_interval: 5s', 'scrape_interval: 1s')
    .replace('scrape_timeout: 4s', 'scrape_timeout: 1s')
  const [port] = await freePorts(1)
  const prometheus = await startPrometheus(fast, port ?? 0, directory)
  cleanup.add(() => prometheus.stop())
  return prometheus
}

function portOf(address: string | AddressInfo | null): number {
  if (address === null || typeof address === 'string') throw new Error('not listening on a port')
  return address.port
}
