import { appAddress, maxServiceIndex, serviceAddress } from '../../../network/addresses.ts'
import type { MeshService } from '../../registry/model.ts'
import type { Proxy } from '../../registry/proxy.ts'
import type { Addressing } from './addressing.ts'

/**
 * All pods share one loopback: each owns a /24 whose `.1` is the pod IP, `.2` the app and `.10` and up its own view of
 * each Service (docs/adr/0003). Nothing is intercepted, so every listener binds a real address and port.
 */
export const loopback: Addressing = {
  outbound(proxy, service, { number }) {
    const address = addressOf(proxy, service)
    if (address === undefined) return undefined
    return { name: `outbound_${address}_${number}`, address, port: number, additional: [] }
  },
  inbound: ({ ip }, port) => ({ name: `inbound_${ip}_${port}`, address: ip, port, additional: [] }),
  gateway: ({ ip, ports }, port) => ({
    name: `0.0.0.0_${port}`,
    address: ip,
    port,
    additional: ports
      .filter(({ number, hostPort }) => number === port && hostPort !== undefined)
      .map(({ hostIp = '127.0.0.1', hostPort = port }) => ({ address: hostIp, port: hostPort })),
  }),
  hostAliases(proxy, service) {
    const address = addressOf(proxy, service)
    return address === undefined ? [] : [address]
  },
  appCluster: ({ ip }, port) => ({
    type: 'STATIC',
    load_assignment: {
      cluster_name: `inbound|${port}||`,
      endpoints: [
        {
          lb_endpoints: [{ endpoint: { address: { socket_address: { address: appAddress(ip), port_value: port } } } }],
        },
      ],
    },
  }),
  // The server sees the caller's pod IP.
  upstreamBind: ({ ip }) => ({ source_address: { address: ip, port_value: 0 } }),
}

function addressOf(proxy: Proxy, { serviceIndex }: MeshService): string | undefined {
  return serviceIndex === undefined || serviceIndex > maxServiceIndex
    ? undefined
    : serviceAddress(proxy.ip, serviceIndex)
}
