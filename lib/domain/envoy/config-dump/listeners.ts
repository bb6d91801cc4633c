import { isObject, listAt, numberAt, objectAt, stringAt, valueAt } from '../../kubernetes/json.ts'
import type { ListenerRow, RuleLink } from './model.ts'
import { gatewayOfRoute, ruleOfMetadata, rulesOfRbac, unique } from './rule-links.ts'
import { entriesOf } from './sections.ts'

/** Every filter chain of every listener, in the proxy's order. */
export function listenerRows(dump: unknown): ListenerRow[] {
  return entriesOf(dump, 'listeners').flatMap(({ state, resource }) => {
    const common = { state, namespace: null, ...addressOf(resource), direction: directionOf(resource) }
    const listener = stringAt(resource, 'name') ?? ''
    const chains = [...listAt(resource, 'filter_chains'), valueAt(resource, 'default_filter_chain')].filter(isObject)
    return chains.map((chain) => ({
      ...common,
      listener,
      match: matchOf(chain, chain === valueAt(resource, 'default_filter_chain')),
      ...destinationOf(chain),
      rules: rulesOf(resource, chain),
    }))
  })
}

function addressOf(listener: unknown): { address: string; port: number | null } {
  const socket = objectAt(listener, 'address', 'socket_address')
  const pipe = stringAt(listener, 'address', 'pipe', 'path')
  return { address: stringAt(socket, 'address') ?? pipe ?? 'internal', port: numberAt(socket, 'port_value') ?? null }
}

function directionOf(listener: unknown): ListenerRow['direction'] {
  switch (valueAt(listener, 'traffic_direction')) {
    case 'INBOUND':
      return 'inbound'
    case 'OUTBOUND':
      return 'outbound'
    default:
      return 'unspecified'
  }
}

function matchOf(chain: unknown, isDefault: boolean): string {
  const match = objectAt(chain, 'filter_chain_match')
  const port = numberAt(match, 'destination_port')
  const ranges = listAt(match, 'prefix_ranges').map((range) => {
    const [address, length] = [stringAt(range, 'address_prefix') ?? '', numberAt(range, 'prefix_len')]
    return length === undefined ? address : `${address}/${length}`
  })
  const parts = [
    ...(ranges.length === 0 ? [] : [`to ${ranges.join(', ')}`]),
    ...(port === undefined ? [] : [`port ${port}`]),
    ...named('host', listAt(match, 'server_names')),
    ...named('', [valueAt(match, 'transport_protocol')]),
    ...named('ALPN', listAt(match, 'application_protocols')),
  ]
  if (parts.length > 0) return parts.join(', ')
  return isDefault ? 'everything else' : 'everything'
}

function named(name: string, values: readonly unknown[]): string[] {
  const texts = values.filter((value): value is string => typeof value === 'string' && value !== '')
  return texts.length === 0 ? [] : [`${name} ${texts.join(', ')}`.trim()]
}

const isHttp = (filter: unknown) => (stringAt(filter, 'typed_config', '@type') ?? '').endsWith('.HttpConnectionManager')
const isTcp = (filter: unknown) => (stringAt(filter, 'typed_config', '@type') ?? '').endsWith('.TcpProxy')

function destinationOf(chain: unknown): Pick<ListenerRow, 'protocol' | 'to'> {
  const filters = listAt(chain, 'filters')
  const http = filters.find(isHttp)
  if (http !== undefined) return { protocol: 'http', to: routesOf(http) }
  const tcp = filters.find(isTcp)
  if (tcp !== undefined) return { protocol: 'tcp', to: { kind: 'cluster', name: clustersOf(tcp) } }
  return { protocol: 'other', to: { kind: 'none', name: '' } }
}

function routesOf(filter: unknown): ListenerRow['to'] {
  const name = stringAt(filter, 'typed_config', 'rds', 'route_config_name')
  if (name !== undefined) return { kind: 'route', name }
  return { kind: 'inline', name: stringAt(filter, 'typed_config', 'route_config', 'name') ?? '' }
}

function clustersOf(filter: unknown): string {
  const weighted = listAt(filter, 'typed_config', 'weighted_clusters', 'clusters').map(
    (cluster) => `${stringAt(cluster, 'name') ?? ''} (${numberAt(cluster, 'weight') ?? 0})`,
  )
  return stringAt(filter, 'typed_config', 'cluster') ?? weighted.join(', ')
}

function rulesOf(listener: unknown, chain: unknown): RuleLink[] {
  const filters = listAt(chain, 'filters')
  const http = filters.flatMap((filter) => listAt(filter, 'typed_config', 'http_filters'))
  const policies = [...filters, ...http].flatMap((filter) =>
    ['rules', 'shadow_rules'].flatMap((rules) => Object.keys(objectAt(filter, 'typed_config', rules, 'policies'))),
  )
  const routes = filters.map((filter) => stringAt(filter, 'typed_config', 'rds', 'route_config_name') ?? '')
  return unique([
    ...ruleOfMetadata(listener),
    ...ruleOfMetadata(chain),
    ...routes.flatMap(gatewayOfRoute),
    ...rulesOfRbac(policies),
  ])
}
