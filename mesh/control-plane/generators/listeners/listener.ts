import { extension, type JsonObject } from '../../envoy-json.ts'
import type { Binding } from '../addressing/addressing.ts'

export interface ListenerInput {
  readonly binding: Binding
  readonly direction: 'INBOUND' | 'OUTBOUND'
  readonly filterChains: readonly JsonObject[]
  /** Takes what no chain matches: Envoy does not go back to a wider match once it entered a narrower one. */
  readonly defaultChain?: JsonObject
  /** Whether chains are told apart by TLS (server name, ALPN), and by HTTP versus other bytes. */
  readonly inspects: { readonly tls: boolean; readonly http: boolean }
}

/** A listener that binds an address of its own. */
export function listener(input: ListenerInput): JsonObject {
  const { binding, direction, filterChains, defaultChain, inspects } = input
  const { name, address, port, additional } = binding
  const inspectors = [...(inspects.tls ? [tlsInspector] : []), ...(inspects.http ? [httpInspector] : [])]
  return {
    name,
    address: socketAddress(address, port),
    ...(additional.length > 0 && {
      additional_addresses: additional.map((item) => ({ address: socketAddress(item.address, item.port) })),
    }),
    traffic_direction: direction,
    filter_chains: filterChains,
    ...(defaultChain && { default_filter_chain: defaultChain }),
    ...(inspectors.length > 0 && {
      listener_filters: inspectors,
      // A client that waits for the server to speak first must not wait for ever.
      listener_filters_timeout: inspects.http ? '5s' : '15s',
      continue_on_listener_filters_timeout: true,
    }),
  }
}

function socketAddress(address: string, port: number): JsonObject {
  return { socket_address: { address, port_value: port } }
}

const tlsInspector = extension(
  'envoy.filters.listener.tls_inspector',
  'envoy.extensions.filters.listener.tls_inspector.v3.TlsInspector',
)
const httpInspector = extension(
  'envoy.filters.listener.http_inspector',
  'envoy.extensions.filters.listener.http_inspector.v3.HttpInspector',
)
