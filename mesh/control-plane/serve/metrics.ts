import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { XdsType } from './type-urls.ts'

/** The control plane's own numbers. */
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
}

const convergenceBuckets = [0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1, 2, 5, 10, 30]

export function serveMetrics(): ServeMetrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const registers = [registry]
  const named = (name: string) => `heddle_control_plane_${name}`
  const pushes = new Counter({
    name: named('pushes_total'),
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
    name: named('rejects_total'),
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
    name: named('certificates_issued_total'),
    help: 'Workload certificates signed.',
    registers,
  })
  const convergence = new Histogram({
    name: named('convergence_seconds'),
    help: 'From a change in the cluster to its acceptance by one proxy.',
    buckets: convergenceBuckets,
    registers,
  })
  const building = new Histogram({ name: named('snapshot_seconds'), help: 'Time to build a snapshot.', registers })
  const connected = new Gauge({ name: named('proxies'), help: 'Connected proxies.', registers })
  const problems = new Gauge({
    name: named('invalid_objects'),
    help: 'Stored objects that could not be used.',
    registers,
  })
  const services = new Gauge({ name: named('services'), help: 'Services in the registry.', registers })
  const endpoints = new Gauge({ name: named('endpoints'), help: 'Endpoints in the registry.', registers })
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
    proxies: (count) => connected.set(count),
    cachedResources: (count) => cached.set(count),
    certificateIssued: () => issued.inc(),
  }
}
