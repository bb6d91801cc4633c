import type { ProxiesRequest, ProxiesResponse, ProxySummary } from '../../contract/proxies.ts'
import { compareStates } from '../../domain/envoy/proxy-sync.ts'
import type { Call } from '../deps.ts'
import { requireNamespaces } from '../graph/get-graph.ts'
import { isWanted } from '../workloads/list-workloads.ts'
import { describeProxy } from './describe-proxy.ts'
import { knownProxies } from './proxy-picture.ts'
import { proxyPods } from './proxy-pods.ts'

/** Every connected proxy that the reader may see, worst first. @throws HeddleError FORBIDDEN */
export async function listProxies({ deps, principal, input, signal }: Call<ProxiesRequest>): Promise<ProxiesResponse> {
  requireNamespaces(principal, input.namespaces)
  const { proxies, degraded, ...known } = await knownProxies(deps, signal)
  const podOf = proxyPods(deps.kubernetes)
  const items = proxies
    .filter(({ namespace }) => isWanted(principal, input.namespaces, namespace))
    .map((status) => describeProxy(status, podOf(status.namespace, status.pod)))
    .toSorted(worstFirst)
  return { ...known, degraded: [...degraded], items }
}

function worstFirst(a: ProxySummary, b: ProxySummary): number {
  return compareStates(a.state, b.state) || `${a.namespace}/${a.pod}`.localeCompare(`${b.namespace}/${b.pod}`)
}
