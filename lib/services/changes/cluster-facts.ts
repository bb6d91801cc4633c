import { sourceUnavailable } from '../../domain/model/heddle-error.ts'
import { destinationRuleFacts, externalHosts, podFacts, serviceFacts } from '../../domain/routing/facts.ts'
import type { ClusterFacts } from '../../domain/routing/targets.ts'
import type { KubernetesSource, WatchedKind } from '../../sources/ports.ts'

const kinds = ['Service', 'Pod', 'DestinationRule', 'ServiceEntry'] as const satisfies readonly WatchedKind[]
/** A console that has just started is given this long to read the cluster. */
const FIRST_READ_MS = 5_000

/**
 * What routing needs of the cluster, from the watched state: the last good one while the cluster does not answer.
 * @throws HeddleError SOURCE_UNAVAILABLE when it has never been read: nothing could be told from "there are none"
 */
export async function readClusterFacts(kubernetes: KubernetesSource): Promise<ClusterFacts> {
  const ready = await Promise.all(kinds.map((kind) => kubernetes.ready(kind, FIRST_READ_MS)))
  const missing = kinds.find((_, place) => ready[place] === false)
  if (missing !== undefined) {
    throw sourceUnavailable(
      'The cluster API',
      kubernetes.snapshot(missing).failure ?? `${missing} objects were not read yet`,
    )
  }
  const all = (kind: WatchedKind) => kubernetes.snapshot(kind).items
  return {
    services: all('Service').flatMap((object) => serviceFacts(object) ?? []),
    pods: all('Pod').flatMap((object) => podFacts(object) ?? []),
    destinationRules: all('DestinationRule').flatMap((object) => destinationRuleFacts(object) ?? []),
    externalHosts: all('ServiceEntry').flatMap(externalHosts),
  }
}
