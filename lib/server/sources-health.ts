import type { SourceState } from '../contract/readiness.ts'
import { listAt, stringAt } from '../domain/kubernetes/json.ts'
import type { CircuitView } from '../sources/http/circuit.ts'
import type { ControlPlaneSource, KubernetesSource, TraceSource } from '../sources/ports.ts'
import type { ObservedLedger } from './observed-ledger.ts'
import type { ObservedLogs } from './observed-logs.ts'
import { SourceProbes, type Probe } from './source-probes.ts'
import { circuitState, clusterState, StateClock } from './source-states.ts'

interface Guarded {
  circuit(): CircuitView
}

/** Everything the console depends on, each able to say how it is. A source that is not configured is null. */
export interface WatchedSources {
  readonly prometheus: Guarded & { version(): Promise<string> }
  readonly kubernetes: KubernetesSource
  readonly controlPlane: (Guarded & Pick<ControlPlaneSource, 'version'>) | null
  readonly traces: (Guarded & Pick<TraceSource, 'version'>) | null
  readonly logs: ObservedLogs
  readonly ledger: ObservedLedger
}

export interface SourcesHealth {
  readonly states: () => readonly SourceState[]
  /** Asks what was not asked lately; resolves soon and never throws. */
  readonly probe: () => Promise<void>
}

const FRESH_MS = 5_000
const PATIENCE_MS = 1_500

/** How each source is, and the questions that find out. `now` in Unix milliseconds. */
export function sourcesHealth(sources: WatchedSources, now: () => number): SourcesHealth {
  const { prometheus, kubernetes, controlPlane, traces, logs, ledger } = sources
  const clock = new StateClock()
  const probes = new SourceProbes(probesOf(sources), { now, freshMs: FRESH_MS, patienceMs: PATIENCE_MS })
  const states = () => [
    circuitState('prometheus', prometheus.circuit(), now()),
    clusterState(kubernetes, now()),
    circuitState('control-plane', controlPlane?.circuit() ?? null, now()),
    circuitState('traces', traces?.circuit() ?? null, now()),
    circuitState('logs', hasAnswered(logs.circuit()) || anyLog(kubernetes) !== null ? logs.circuit() : null, now()),
    circuitState('ledger', ledger.circuit(), now()),
  ]
  return { states: () => clock.stamp(states(), now()), probe: () => probes.refresh() }
}

function hasAnswered({ lastGoodAt, failingSince }: CircuitView): boolean {
  return lastGoodAt !== null || failingSince !== null
}

function probesOf({ prometheus, kubernetes, controlPlane, traces, logs, ledger }: WatchedSources): Probe[] {
  const oneLine = async () => {
    const pod = anyLog(kubernetes)
    if (pod !== null) await logs.lines({ ...pod, sinceSeconds: 60, tailLines: 1 })
  }
  return [
    { circuit: () => prometheus.circuit(), ask: () => prometheus.version() },
    ...(controlPlane === null ? [] : [{ circuit: () => controlPlane.circuit(), ask: () => controlPlane.version() }]),
    ...(traces === null ? [] : [{ circuit: () => traces.circuit(), ask: () => traces.version() }]),
    { circuit: () => logs.circuit(), ask: oneLine },
    { circuit: () => ledger.circuit(), ask: () => ledger.facts() },
  ]
}

/** A running pod's first container; null when none runs. */
function anyLog(kubernetes: KubernetesSource): { namespace: string; pod: string; container: string } | null {
  for (const pod of kubernetes.snapshot('Pod').items) {
    const container = stringAt(listAt(pod, 'spec', 'containers')[0], 'name')
    const { namespace, name } = pod.metadata
    if (stringAt(pod, 'status', 'phase') !== 'Running' || pod.metadata.deletionTimestamp) continue
    if (container !== undefined && namespace !== undefined && name !== undefined)
      return { namespace, pod: name, container }
  }
  return null
}
