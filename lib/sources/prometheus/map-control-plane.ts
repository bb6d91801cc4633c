import { addBucket, type Buckets } from '../../domain/telemetry/histogram.ts'
import type { ControlPlaneInstance, ControlPlaneMetrics } from '../metrics-port.ts'
import type { VectorRow } from './schema.ts'

interface Known {
  version: string | null
  proxies: number | null
  cpuCores: number | null
  memoryBytes: number | null
  startedAt: number | null
  convergence: Buckets
}

/** The rows of the control plane's query, told apart by their `part`. */
export function mapControlPlane(rows: readonly VectorRow[], query: string): ControlPlaneMetrics {
  const instances = new Map<string, Known>()
  const pushes: Record<string, number> = {}
  const rejects: Record<string, number> = {}
  const roots: number[] = []
  for (const { metric, value } of rows) {
    const number = Number(value[1])
    if (!Number.isFinite(number)) continue
    const type = metric['type'] ?? 'all'
    switch (metric['part']) {
      case 'pushes':
        pushes[type] = number
        break
      case 'rejects':
        rejects[type] = number
        break
      case 'root':
        roots.push(number * 1_000)
        break
      default:
        addTo(instanceOf(instances, metric['instance'] ?? 'unknown'), metric, number)
    }
  }
  return {
    instances: [...instances].map(([instance, known]): ControlPlaneInstance => ({ instance, ...known })),
    pushes,
    rejects,
    rootExpiresAt: roots.length === 0 ? null : Math.min(...roots),
    query: { query, samples: rows.length },
  }
}

function instanceOf(instances: Map<string, Known>, name: string): Known {
  const known = instances.get(name) ?? {
    version: null,
    proxies: null,
    cpuCores: null,
    memoryBytes: null,
    startedAt: null,
    convergence: new Map(),
  }
  instances.set(name, known)
  return known
}

function addTo(known: Known, metric: Readonly<Record<string, string>>, value: number): void {
  switch (metric['part']) {
    case 'proxies':
      known.proxies = value
      break
    case 'build':
      known.version = metric['tag'] ?? null
      break
    case 'cpu':
      known.cpuCores = value
      break
    case 'memory':
      known.memoryBytes = value
      break
    case 'start':
      known.startedAt = value * 1_000
      break
    case 'convergence':
      addBucket(known.convergence, Number(metric['le']?.replace('+Inf', 'Infinity')), value)
      break
    default:
      break
  }
}
