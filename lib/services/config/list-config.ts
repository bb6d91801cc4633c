import { HeddleError } from '../../domain/model/heddle-error.ts'
import type { ConfigListRequest, ConfigListResponse } from '../../contract/config.ts'
import type { Call } from '../deps.ts'
import { kubernetesFailures } from '../graph/cluster-facts.ts'
import { requireNamespaces } from '../graph/get-graph.ts'
import { isWanted } from '../workloads/list-workloads.ts'
import { configKinds, isConfigKind } from '../../domain/istio/config-kinds.ts'
import type { WatchedKind } from '../../sources/ports.ts'
import { readWorld, worldKinds } from './read-world.ts'
import { summaryOf } from './summary-of.ts'

/** Configuration objects by kind and namespace. @throws HeddleError INVALID for a kind that is not configuration */
export async function listConfig({ deps, principal, input }: Call<ConfigListRequest>): Promise<ConfigListResponse> {
  requireNamespaces(principal, input.namespaces)
  const unknown = input.kinds.find((kind) => !isConfigKind(kind))
  if (unknown !== undefined)
    throw new HeddleError('INVALID', `kinds: "${unknown}" is not one of ${configKinds.join(', ')}`, { field: 'kinds' })
  const kinds = input.kinds.length === 0 ? [...configKinds] : input.kinds.filter(isConfigKind)
  const checked = readWorld(deps.kubernetes)
  const items = kinds
    .flatMap((kind) => deps.kubernetes.snapshot(kind).items)
    .filter(({ metadata }) => isWanted(principal, input.namespaces, metadata.namespace ?? ''))
    .map((object) => summaryOf(object, checked))
    .toSorted((a, b) => `${a.namespace}/${a.kind}/${a.name}`.localeCompare(`${b.namespace}/${b.kind}/${b.name}`))
  return {
    items,
    kinds: [...configKinds],
    degraded: kubernetesFailures(deps.kubernetes, [...new Set<WatchedKind>([...kinds, ...worldKinds])]),
  }
}
