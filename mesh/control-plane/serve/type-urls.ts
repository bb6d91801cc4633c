/** The resource types this server speaks, in the order in which a push sends them (make before break). */
export const xdsTypes = ['cds', 'eds', 'lds', 'rds', 'sds'] as const
export type XdsType = (typeof xdsTypes)[number]

const messages: Record<XdsType, string> = {
  cds: 'envoy.config.cluster.v3.Cluster',
  eds: 'envoy.config.endpoint.v3.ClusterLoadAssignment',
  lds: 'envoy.config.listener.v3.Listener',
  rds: 'envoy.config.route.v3.RouteConfiguration',
  sds: 'envoy.extensions.transport_sockets.tls.v3.Secret',
}

const byUrl = new Map(xdsTypes.map((type) => [typeUrl(type), type]))

/** Full name of the message that a resource type carries. */
export function messageName(type: XdsType): string {
  return messages[type]
}

export function typeUrl(type: XdsType): string {
  return `type.googleapis.com/${messages[type]}`
}

/** The type behind a type URL; `undefined` for types this server does not speak. */
export function typeOfUrl(url: string): XdsType | undefined {
  return byUrl.get(url)
}
