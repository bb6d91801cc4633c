import { destinationRuleFacts, externalHosts, podFacts, serviceFacts } from '../../domain/routing/facts.ts'
import type { ClusterFacts } from '../../domain/routing/targets.ts'
import type { KubernetesSource, WatchedKind } from '../../sources/ports.ts'

/** What routing needs of the cluster, from the watched state: no request is made. */
export function readClusterFacts(kubernetes: KubernetesSource): ClusterFacts {
  const all = (kind: WatchedKind) => kubernetes.snapshot(kind).items
  return {
    services: all('Service').flatMap((object) => serviceFacts(object) ?? []),
    pods: all('Pod').flatMap((object) => podFacts(object) ?? []),
    destinationRules: all('DestinationRule').flatMap((object) => destinationRuleFacts(object) ?? []),
    externalHosts: all('ServiceEntry').flatMap(externalHosts),
  }
}
