import type { JsonObject } from '../../envoy-json.ts'
import type { MeshService, ServicePort } from '../../registry/model.ts'
import type { Proxy } from '../../registry/proxy.ts'

/** Where a listener binds and what it is called. */
export interface Binding {
  readonly name: string
  readonly address: string
  readonly port: number
  /** Further addresses of the same listener. */
  readonly additional: readonly { readonly address: string; readonly port: number }[]
}

/**
 * How proxies and apps find each other's addresses: the one part of configuration that depends on the machine and not on
 * the mesh. Everything else asks here.
 */
export interface Addressing {
  /** The listener by which a proxy's app reaches a service port; undefined when it has no address for it. */
  outbound(proxy: Proxy, service: MeshService, port: ServicePort): Binding | undefined
  /** The listener by which others reach a port of the proxy's app. */
  inbound(proxy: Proxy, port: number): Binding
  /** The listener of a gateway's port. */
  gateway(proxy: Proxy, port: number): Binding
  /** Further names (beside host names and virtual IPs) that the app may send as Host for a service. */
  hostAliases(proxy: Proxy, service: MeshService): string[]
  /** Fields of an inbound cluster that say where the app listens. */
  appCluster(proxy: Proxy, port: number): JsonObject
  /** `upstream_bind_config` of clusters whose endpoints are proxies' addresses; undefined when the kernel's choice is right. */
  upstreamBind(proxy: Proxy): JsonObject | undefined
}
