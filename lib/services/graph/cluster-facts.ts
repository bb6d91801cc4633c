import type { ConfigFacts } from '../../domain/graph/appenders/badges.ts'
import type { KnownHealthOf } from '../../domain/graph/appenders/health.ts'
import { configFacts } from '../../domain/graph/config-facts.ts'
import type { SourceFailure } from '../../contract/source-failure.ts'
import type { KubernetesSource, ProxyStatus, WatchedKind } from '../../sources/ports.ts'
import { knownHealth } from './known-health.ts'

/** What the cluster says about the graph's nodes, from the last good state. */
export interface ClusterFacts {
  readonly healthOf: KnownHealthOf
  readonly config: ConfigFacts
  readonly namespaces: ReadonlySet<string> | null
  readonly degraded: readonly SourceFailure[]
}

const workloadKinds = ['Deployment', 'StatefulSet', 'DaemonSet'] as const
const configKinds = ['VirtualService', 'DestinationRule', 'Gateway', 'ServiceEntry', 'WorkloadEntry'] as const

const readKinds = ['Namespace', 'Pod', ...workloadKinds, ...configKinds] as const

/** What of the cluster's state the facts are made from: the same lists are the same facts. */
export function clusterLists(kubernetes: KubernetesSource): readonly unknown[] {
  return [...readKinds, 'Service' as const].map((kind) => kubernetes.snapshot(kind).items)
}

/** The failures that go with the facts. */
export function clusterFailures(kubernetes: KubernetesSource): SourceFailure[] {
  return kubernetesFailures(kubernetes, readKinds)
}

export function clusterFacts(kubernetes: KubernetesSource, proxies: readonly ProxyStatus[]): ClusterFacts {
  const items = (kind: WatchedKind) => kubernetes.snapshot(kind).items
  const objects = (kinds: readonly WatchedKind[]) => kinds.flatMap(items)
  const namespaces = kubernetes.snapshot('Namespace')
  return {
    healthOf: knownHealth(kubernetes, proxies),
    config: configFacts({ pods: items('Pod'), config: objects(configKinds) }),
    namespaces: namespaces.synced ? new Set(namespaces.items.map(({ metadata }) => metadata.name ?? '')) : null,
    degraded: clusterFailures(kubernetes),
  }
}

const unread: SourceFailure = { source: 'kubernetes', message: 'The cluster has not been read yet.', since: null }

/** Says once that the cluster can't be read, and how old what is shown is. */
export function kubernetesFailures(kubernetes: KubernetesSource, kinds: readonly WatchedKind[]): SourceFailure[] {
  const snapshots = kinds.map((kind) => kubernetes.snapshot(kind))
  const first = snapshots.find(({ failure }) => failure !== null)
  if (first === undefined) return snapshots.every(({ synced }) => synced) ? [] : [unread]
  const age =
    first.ageSeconds === null ? 'nothing was read yet' : `what is shown is ${Math.round(first.ageSeconds)} s old`
  return [{ source: 'kubernetes', message: `${first.failure ?? ''} (${age})`, since: null }]
}
