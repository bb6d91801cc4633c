import { tcpAccessLogs } from '../../../proxy/telemetry/access-logs.ts'
import type { Reporter } from '../../../proxy/telemetry/reporter.ts'
import { extension, type JsonObject } from '../../envoy-json.ts'

export type TcpTarget =
  { readonly cluster: string } | { readonly weighted: readonly { readonly name: string; readonly weight: number }[] }

export interface TcpProxyInput {
  readonly statPrefix: string
  readonly target: TcpTarget
  readonly reporter: Reporter
  readonly idleTimeout?: string
}

/** The network filter that passes bytes on. */
export function tcpProxy({ statPrefix, target, reporter, idleTimeout }: TcpProxyInput): JsonObject {
  const where = 'cluster' in target ? { cluster: target.cluster } : { weighted_clusters: { clusters: target.weighted } }
  return extension('envoy.filters.network.tcp_proxy', 'envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy', {
    stat_prefix: statPrefix,
    ...where,
    ...(idleTimeout !== undefined && { idle_timeout: idleTimeout }),
    ...tcpAccessLogs(reporter),
  })
}
