import { listAt, numberAt, objectAt, stringAt } from '../../kubernetes/json.ts'
import { parseClusterName } from '../cluster-name.ts'
import type { EndpointRow } from './model.ts'
import { namespaceOfHost } from './rule-links.ts'
import { entriesOf } from './sections.ts'

/** Every address the proxy may call, by cluster. */
export function endpointRows(dump: unknown): EndpointRow[] {
  return entriesOf(dump, 'endpoints').flatMap(({ state, resource }) => {
    const cluster = stringAt(resource, 'cluster_name') ?? ''
    const parsed = parseClusterName(cluster)
    const host = parsed.kind === 'outbound' ? parsed.host : ''
    return listAt(resource, 'endpoints').flatMap((group) =>
      listAt(group, 'lb_endpoints').map((endpoint) => {
        const workload = workloadOf(endpoint)
        const rules =
          workload === null ? [] : [{ kind: 'Workload', namespace: workload.namespace, name: workload.name }]
        return {
          state,
          cluster,
          address: addressOf(endpoint),
          health: (stringAt(endpoint, 'health_status') ?? 'HEALTHY').toLowerCase(),
          locality: localityOf(group),
          weight: numberAt(endpoint, 'load_balancing_weight') ?? null,
          workload: workload?.name ?? null,
          tls: stringAt(endpoint, 'metadata', 'filter_metadata', 'envoy.transport_socket_match', 'tlsMode') === 'istio',
          rules,
          namespace: workload?.namespace ?? namespaceOfHost(host),
        }
      }),
    )
  })
}

function addressOf(endpoint: unknown): string {
  const socket = objectAt(endpoint, 'endpoint', 'address', 'socket_address')
  const address = stringAt(socket, 'address')
  const port = numberAt(socket, 'port_value')
  if (address !== undefined) return port === undefined ? address : `${address}:${port}`
  return stringAt(endpoint, 'endpoint', 'address', 'pipe', 'path') ?? 'internal'
}

function localityOf(group: unknown): string {
  const { region, zone, sub_zone: subZone } = objectAt(group, 'locality')
  return [region, zone, subZone].filter((part) => typeof part === 'string' && part !== '').join('/')
}

/** Istio's endpoint metadata: `WORKLOAD;NAMESPACE;CANONICAL;REVISION;CLUSTER`. */
function workloadOf(endpoint: unknown): { name: string; namespace: string } | null {
  const text = stringAt(endpoint, 'metadata', 'filter_metadata', 'istio', 'workload') ?? ''
  const [name, namespace] = text.split(';')
  return name === undefined || name === '' || namespace === undefined || namespace === '' ? null : { name, namespace }
}
