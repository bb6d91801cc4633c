import { listAt, stringAt, valueAt } from '../../kubernetes/json.ts'
import { parseClusterName } from '../cluster-name.ts'
import { entriesOf } from './sections.ts'

/** What a proxy offers when it opens a TLS connection. Protocols in order of preference. */
export interface UpstreamTls {
  readonly serverName: string | null
  readonly protocols: readonly string[]
}

/**
 * What the proxy offers to a host: of the cluster for the host that offers TLS, one of a subset first where `subset` is
 * named. Null when no cluster of the host offers TLS.
 */
export function upstreamTls(dump: unknown, to: { host: string; subset: string | null }): UpstreamTls | null {
  const offers = entriesOf(dump, 'clusters').flatMap(({ resource }) => {
    const name = parseClusterName(stringAt(resource, 'name') ?? '')
    if (name.kind !== 'outbound' || name.host !== to.host) return []
    const offer = offerOf(resource)
    return offer === null ? [] : [{ offer, subset: name.subset }]
  })
  const found = offers.find(({ subset }) => subset === to.subset) ?? offers.find(({ subset }) => subset === null)
  return found?.offer ?? null
}

/** Of several sockets the one with a certificate of its own: that is the one that Istio picks for a callee with a proxy. */
function offerOf(cluster: unknown): UpstreamTls | null {
  const matches = listAt(cluster, 'transport_socket_matches').map((match) => valueAt(match, 'transport_socket'))
  const contexts = [...matches, valueAt(cluster, 'transport_socket')]
    .map((socket) => valueAt(socket, 'typed_config'))
    .filter((config) => (stringAt(config, '@type') ?? '').endsWith('.UpstreamTlsContext'))
  const [context] = contexts.toSorted((a, b) => certificatesOf(b) - certificatesOf(a))
  if (context === undefined) return null
  const protocols = listAt(context, 'common_tls_context', 'alpn_protocols').filter((one) => typeof one === 'string')
  return { serverName: stringAt(context, 'sni') ?? null, protocols }
}

function certificatesOf(context: unknown): number {
  return listAt(context, 'common_tls_context', 'tls_certificate_sds_secret_configs').length
}
