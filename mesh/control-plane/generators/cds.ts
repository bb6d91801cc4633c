import { catchAllMetadata } from '../../proxy/telemetry/metadata.ts'
import type { JsonObject } from '../envoy-json.ts'
import { inboundClusterOf } from './clusters/inbound.ts'
import { outboundClusterOf, outboundTargets } from './clusters/outbound.ts'
import { envoyDuration } from './durations.ts'
import { blackHoleCluster, inboundPassthroughCluster, passthroughCluster } from './names.ts'
import type { ProxyView } from './view.ts'

/** Clusters of one proxy: what it may call, its own app, and the catch-alls. */
export function generateClusters(view: ProxyView): JsonObject[] {
  const outbound = outboundTargets(view).map((target) => outboundClusterOf(view, target))
  const inbound = view.inboundPorts.map((port) => inboundClusterOf(view, port))
  return [...outbound, ...inbound, ...catchAlls(view)]
}

function catchAlls({ proxy, snapshot }: ProxyView): JsonObject[] {
  const blackHole = {
    name: blackHoleCluster,
    type: 'STATIC',
    connect_timeout: '10s',
    metadata: catchAllMetadata(blackHoleCluster),
  }
  if (proxy.role === 'router') return [blackHole]
  const original = (name: typeof passthroughCluster | typeof inboundPassthroughCluster) => ({
    name,
    type: 'ORIGINAL_DST',
    connect_timeout: envoyDuration(snapshot.config.connectTimeout),
    lb_policy: 'CLUSTER_PROVIDED',
    metadata: catchAllMetadata(name),
  })
  return [blackHole, original(passthroughCluster), original(inboundPassthroughCluster)]
}
