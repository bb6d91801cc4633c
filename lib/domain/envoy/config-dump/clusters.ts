import { listAt, stringAt, valueAt } from '../../kubernetes/json.ts'
import { parseClusterName } from '../cluster-name.ts'
import type { ClusterRow } from './model.ts'
import { namespaceOfHost, ruleOfMetadata, serviceOfMetadata, unique } from './rule-links.ts'
import { entriesOf } from './sections.ts'

/** Every cluster: what the proxy can call and how it spreads the calls. */
export function clusterRows(dump: unknown): ClusterRow[] {
  return entriesOf(dump, 'clusters').map(({ state, resource }) => {
    const name = stringAt(resource, 'name') ?? ''
    const rules = ruleOfMetadata(resource)
    const services = serviceOfMetadata(resource)
    const place = placeOf(name)
    return {
      state,
      name,
      ...place,
      type: typeOf(resource),
      balancing: (stringAt(resource, 'lb_policy') ?? 'ROUND_ROBIN').toLowerCase().replaceAll('_', ' '),
      tls: tlsOf(resource),
      connectTimeout: stringAt(resource, 'connect_timeout') ?? null,
      rules: unique(rules.length > 0 ? rules : services),
      namespace: services[0]?.namespace ?? namespaceOfHost(place.host),
    }
  })
}

function placeOf(name: string): Pick<ClusterRow, 'direction' | 'host' | 'port' | 'subset'> {
  const parsed = parseClusterName(name)
  switch (parsed.kind) {
    case 'outbound':
      return { direction: 'outbound', host: parsed.host, port: parsed.port, subset: parsed.subset }
    case 'inbound':
      return { direction: 'inbound', host: 'this pod', port: parsed.port, subset: null }
    case 'passthrough':
    case 'black-hole':
    case 'inbound-passthrough':
    case 'other':
      return { direction: 'other', host: parsed.name, port: null, subset: null }
  }
}

function typeOf(cluster: unknown): string {
  const type = stringAt(cluster, 'type') ?? stringAt(cluster, 'cluster_type', 'name') ?? 'STATIC'
  return type
    .replace(/^envoy\.cluster\./, '')
    .toLowerCase()
    .replaceAll('_', ' ')
}

/** mTLS is a TLS context with a certificate of its own; Istio offers it by the endpoint's `tlsMode`. */
function tlsOf(cluster: unknown): ClusterRow['tls'] {
  const matches = listAt(cluster, 'transport_socket_matches').map((match) => valueAt(match, 'transport_socket'))
  const contexts = [valueAt(cluster, 'transport_socket'), ...matches].filter((socket) =>
    (stringAt(socket, 'typed_config', '@type') ?? '').endsWith('.UpstreamTlsContext'),
  )
  if (contexts.length === 0) return 'none'
  const isMutual = contexts.some((socket) => {
    const common = valueAt(socket, 'typed_config', 'common_tls_context')
    return [...listAt(common, 'tls_certificate_sds_secret_configs'), ...listAt(common, 'tls_certificates')].length > 0
  })
  return isMutual ? 'mutual' : 'tls'
}
