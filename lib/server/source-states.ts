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
    sentence: sentenceOf(source, failingSince === null ? 'ready' : 'failing', message),
    since: iso(failingSince),
    ageSeconds: lastGoodAt === null ? null : (now - lastGoodAt) / 1_000,
  }
}

function unused(source: string): SourceState {
  const sentence = sentenceOf(source, 'unused', null)
  return { source, state: 'unused', circuit: 'closed', message: null, sentence, since: null, ageSeconds: null }
}

/** The cluster as a whole, by the kinds that every page needs. */
export function clusterState(kubernetes: KubernetesSource, now: number): SourceState {
  const kinds: readonly WatchedKind[] = ['Namespace', 'Pod', 'Service', 'Deployment', 'VirtualService']
  const snapshots = kinds.map((kind) => kubernetes.snapshot(kind))
  const failing = snapshots.find(({ failure }) => failure !== null)
  const ages = snapshots.map(({ ageSeconds }) => ageSeconds).filter((age) => age !== null)
  const synced = snapshots.every((snapshot) => snapshot.synced)
  const state = failing === undefined && synced ? 'ready' : 'failing'
  const message = failing?.failure ?? (synced ? null : 'The cluster has not been read yet.')
  return {
    source: 'kubernetes',
    state,
    circuit: 'closed',
    message,
    sentence: sentenceOf('kubernetes', state, message),
    since:
      failing?.ageSeconds === undefined || failing.ageSeconds === null ? null : iso(now - failing.ageSeconds * 1_000),
    ageSeconds: ages.length === 0 ? null : Math.max(...ages),
  }
}

const names: Readonly<Record<string, string>> = {
  prometheus: 'Prometheus',
  kubernetes: 'The cluster API',
  'control-plane': 'The control plane',
  traces: 'The trace store',
  logs: 'The pod log API',
  ledger: 'The change ledger',
}
const unusedBecause: Readonly<Record<string, string>> = {
  'control-plane': 'No control plane is configured: set CONTROL_PLANE_URL to see which proxies are in step.',
  traces: 'No trace store is configured: set TRACING_URL to see traces.',
  logs: 'No pod runs whose log could be read.',
}

function sentenceOf(source: string, state: SourceState['state'], message: string | null): string {
  const name = names[source] ?? source
  switch (state) {
    case 'ready':
      return `${name} answers.`
    case 'unused':
      return unusedBecause[source] ?? `${name} is not configured.`
    case 'failing':
      return asSentence(message ?? `${name} does not answer`)
  }
}

function asSentence(text: string): string {
  const trimmed = text.trim()
  return /[.!?]$/.test(trimmed) ? trimmed : `${trimmed}.`
}

/** Remembers when each source came into its present state, for those that can't tell it themselves. */
export class StateClock {
  readonly #seen = new Map<string, { readonly state: SourceState['state']; readonly since: number }>()

  /** Fills in `since` where a state has none. `now` in Unix milliseconds. */
  stamp(states: readonly SourceState[], now: number): SourceState[] {
    return states.map((state) => {
      const known = this.#seen.get(state.source)
      const since = known?.state === state.state ? known.since : now
      this.#seen.set(state.source, { state: state.state, since })
      return state.since === null ? { ...state, since: iso(since) } : state
    })
  }
}
