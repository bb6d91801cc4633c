import { tcpAccessLogs } from '../../../proxy/telemetry/access-logs.ts'
import type { Reporter } from '../../../proxy/telemetry/reporter.ts'
import { extension, objectsIn, type JsonObject } from '../../envoy-json.ts'
import type { ProxyView } from '../view.ts'
import { loggersFor } from './loggers.ts'

export type TcpTarget =
  { readonly cluster: string } | { readonly weighted: readonly { readonly name: string; readonly weight: number }[] }

export interface TcpProxyInput {
  readonly statPrefix: string
  readonly target: TcpTarget
  readonly reporter: Reporter
}

/** The network filter that passes bytes on. */
export function tcpProxy(view: ProxyView, input: TcpProxyInput): JsonObject {
  const { statPrefix, target, reporter } = input
  const where = 'cluster' in target ? { cluster: target.cluster } : { weighted_clusters: { clusters: target.weighted } }
  const logging: JsonObject = tcpAccessLogs(reporter)
  return extension('envoy.filters.network.tcp_proxy', 'envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy', {
    stat_prefix: statPrefix,
    ...where,
    ...logging,
    access_log: loggersFor(view, objectsIn(logging['access_log'])),
  })
}
