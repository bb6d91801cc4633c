import { staticClusters } from './clusters.ts'
import { extension, type JsonObject } from './json.ts'

/** The two read-only ports of a pod's proxy: 15090 gives its statistics, 15021 says whether it is ready. */
export function adminListeners(podIp: string): JsonObject[] {
  return [
    oneRoute(podIp, { name: 'prometheus', port: 15090, path: '/stats/prometheus', adminPath: '/stats/prometheus' }),
    oneRoute(podIp, { name: 'health', port: 15021, path: '/healthz/ready', adminPath: '/ready' }),
  ]
}

interface AdminRoute {
  readonly name: string
  readonly port: number
  readonly path: string
  readonly adminPath: string
}

function oneRoute(podIp: string, { name, port, path, adminPath }: AdminRoute): JsonObject {
  const route = { cluster: staticClusters.admin, timeout: '10s', regex_rewrite: rewriteTo(adminPath) }
  return {
    name,
    address: { socket_address: { address: podIp, port_value: port } },
    filter_chains: [{ filters: [httpManager(name, { match: { path, headers: [onlyGet] }, route })] }],
  }
}

const onlyGet = { name: ':method', string_match: { exact: 'GET' } }

/** The whole path and query are replaced, so that no query string reaches the admin interface. */
function rewriteTo(path: string): JsonObject {
  return { pattern: { regex: '^.*$' }, substitution: path }
}

function httpManager(name: string, route: JsonObject): JsonObject {
  return {
    name: 'envoy.filters.network.http_connection_manager',
    typed_config: extension('envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager', {
      stat_prefix: name,
      route_config: { name, virtual_hosts: [{ name, domains: ['*'], routes: [route] }] },
      http_filters: [
        {
          name: 'envoy.filters.http.router',
          typed_config: extension('envoy.extensions.filters.http.router.v3.Router', {}),
        },
      ],
    }),
  }
}
