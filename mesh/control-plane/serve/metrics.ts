import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { XdsType } from './type-urls.ts'

/** The control plane's own numbers: istiod's names where it has the same, ours for the rest. */
export interface ServeMetrics {
  readonly registry: Registry
  pushed(type: XdsType, bytes: number): void
  rejected(type: XdsType): void
  /** Seconds from the change in the cluster to its acceptance by one proxy. */
  converged(seconds: number): void
  refused(reason: string): void
  snapshotBuilt(input: { seconds: number; problems: number; services: number; endpoints: number }): void
  proxies(count: number): void
  cachedResources(count: number): void
  certificateIssued(): void
  /** When the root of trust ends, in milliseconds since the epoch. */
  rootExpires(at: number): void
}

const convergenceBuckets = [0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1, 2, 5, 10, 30]

export function serveMetrics(version: string): ServeMetrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const registers = [registry]
  const named = (name: string) => `heddle_control_plane_${name}`
  const pushes = new Counter({
    name: 'pilot_xds_pushes',
    help: 'Responses sent to proxies.',
    labelNames: ['type'],
    registers,
  })
  const bytes = new Counter({
    name: named('push_bytes_total'),
    help: 'Bytes of resources sent.',
    labelNames: ['type'],
    registers,
  })
  const rejects = new Counter({
    name: 'pilot_total_xds_rejects',
    help: 'Responses that a proxy refused.',
    labelNames: ['type'],
    registers,
  })
  const refusals = new Counter({
    name: named('refused_streams_total'),
    help: 'Streams refused, by reason.',
    labelNames: ['reason'],
    registers,
  })
  const issued = new Counter({
    name: 'citadel_server_success_cert_issuance_count',
    help: 'Workload certificates signed.',
    registers,
  })
  const convergence = new Histogram({
    name: 'pilot_proxy_convergence_time',
    help: 'From a change in the cluster to its acceptance by one proxy.',
    buckets: convergenceBuckets,
    registers,
  })
  const building = new Histogram({ name: named('snapshot_seconds'), help: 'Time to build a snapshot.', registers })
  const connected = new Gauge({ name: 'pilot_xds', help: 'Connected proxies.', labelNames: ['version'], registers })
  const problems = new Gauge({
    name: named('invalid_objects'),
    help: 'Stored objects that could not be used.',
    registers,
  })
  const services = new Gauge({ name: 'pilot_services', help: 'Services in the registry.', registers })
  const endpoints = new Gauge({ name: named('endpoints'), help: 'Endpoints in the registry.', registers })
  const root = new Gauge({
    name: 'citadel_server_root_cert_expiry_timestamp',
    help: 'When the root of trust ends, in seconds since the epoch.',
    registers,
  })
  const build = new Gauge({
    name: 'istio_build',
    help: 'The version of this control plane.',
    labelNames: ['component', 'tag'],
    registers,
  })
  build.set({ component: 'pilot', tag: version }, 1)
  const cached = new Gauge({ name: named('cached_resources'), help: 'Encoded resources kept.', registers })
  return {
    registry,
    pushed: (type, size) => (pushes.inc({ type }), bytes.inc({ type }, size)),
    rejected: (type) => rejects.inc({ type }),
    converged: (seconds) => convergence.observe(seconds),
    refused: (reason) => refusals.inc({ reason }),
    snapshotBuilt(input) {
      building.observe(input.seconds)
      problems.set(input.problems)
      services.set(input.services)
      endpoints.set(input.endpoints)
    },
    proxies: (count) => connected.set({ version }, count),
    cachedResources: (count) => cached.set(count),
    certificateIssued: () => issued.inc(),
    rootExpires: (at) => root.set(at / 1_000),
  }
}
