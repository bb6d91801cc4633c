import type { SourceState } from '../contract/readiness.ts'
import type { CircuitView } from '../sources/http/circuit.ts'
import type { KubernetesSource, WatchedKind } from '../sources/ports.ts'

const iso = (milliseconds: number | null) => (milliseconds === null ? null : new Date(milliseconds).toISOString())

/** A source behind a circuit breaker; null means that it is not configured. */
export function circuitState(source: string, view: CircuitView | null, now: number): SourceState {
  if (view === null) return unused(source)
  const { state, message, failingSince, lastGoodAt } = view
  return {
    source,
    state: failingSince === null ? 'ready' : 'failing',
    circuit: state,
    message,
    since: iso(failingSince),
    ageSeconds: lastGoodAt === null ? null : (now - lastGoodAt) / 1_000,
  }
}

function unused(source: string): SourceState {
  return { source, state: 'unused', circuit: 'closed', message: null, since: null, ageSeconds: null }
}

/** The cluster as a whole, by the kinds that every page needs. */
export function clusterState(kubernetes: KubernetesSource, now: number): SourceState {
  const kinds: readonly WatchedKind[] = ['Namespace', 'Pod', 'Service', 'Deployment', 'VirtualService']
  const snapshots = kinds.map((kind) => kubernetes.snapshot(kind))
  const failing = snapshots.find(({ failure }) => failure !== null)
  const ages = snapshots.map(({ ageSeconds }) => ageSeconds).filter((age) => age !== null)
  const synced = snapshots.every((snapshot) => snapshot.synced)
  return {
    source: 'kubernetes',
    state: failing === undefined && synced ? 'ready' : 'failing',
    circuit: 'closed',
    message: failing?.failure ?? (synced ? null : 'The cluster has not been read yet.'),
    since:
      failing?.ageSeconds === undefined || failing.ageSeconds === null ? null : iso(now - failing.ageSeconds * 1_000),
    ageSeconds: ages.length === 0 ? null : Math.max(...ages),
  }
}
