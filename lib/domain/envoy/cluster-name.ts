/** An Envoy cluster's name as Istio composes it: `DIRECTION|PORT|SUBSET|HOST`, or one of its fixed names. */
export type ClusterName =
  | { readonly kind: 'outbound'; readonly port: number; readonly subset: string | null; readonly host: string }
  | { readonly kind: 'inbound'; readonly port: number }
  | { readonly kind: 'passthrough' | 'black-hole' | 'inbound-passthrough' | 'other'; readonly name: string }

const composed = /^(outbound|inbound)\|(\d{1,5})\|([^|]*)\|([^|]*)$/
const byServerName = /^(outbound)_\.(\d{1,5})_\.(.*?)_\.(.+)$/
const fixed = {
  PassthroughCluster: 'passthrough',
  BlackHoleCluster: 'black-hole',
  InboundPassthroughCluster: 'inbound-passthrough',
} as const

/** Reads a cluster's name, also in the form of a server name (`outbound_.PORT_.SUBSET_.HOST`); never throws. */
export function parseClusterName(name: string): ClusterName {
  const [, direction, port = '', subset = '', host = ''] = composed.exec(name) ?? byServerName.exec(name) ?? []
  switch (direction) {
    case 'outbound':
      return { kind: 'outbound', port: Number(port), subset: subset === '' ? null : subset, host }
    case 'inbound':
      return { kind: 'inbound', port: Number(port) }
    default:
      return { kind: isFixed(name) ? fixed[name] : 'other', name }
  }
}

function isFixed(name: string): name is keyof typeof fixed {
  return Object.hasOwn(fixed, name)
}
