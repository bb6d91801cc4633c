import { typed, type JsonObject } from '../envoy-json.ts'
import type { ProxyResources } from '../generators/resources.ts'

const admin = 'envoy.admin.v3'

/** A proxy's configuration in the form of Envoy's own config dump; secrets are named, never shown. */
export function configDump(resources: ProxyResources, version: string): JsonObject {
  const { cds, lds, rds, eds } = resources
  return {
    configs: [
      typed(`${admin}.ClustersConfigDump`, {
        version_info: version,
        dynamic_active_clusters: [...cds.values()].map((cluster) => ({
          version_info: version,
          cluster: typed('envoy.config.cluster.v3.Cluster', cluster),
        })),
      }),
      typed(`${admin}.ListenersConfigDump`, {
        version_info: version,
        dynamic_listeners: [...lds].map(([name, listener]) => ({
          name,
          active_state: { version_info: version, listener: typed('envoy.config.listener.v3.Listener', listener) },
        })),
      }),
      typed(`${admin}.RoutesConfigDump`, {
        dynamic_route_configs: [...rds.values()].map((route) => ({
          version_info: version,
          route_config: typed('envoy.config.route.v3.RouteConfiguration', route),
        })),
      }),
      typed(`${admin}.EndpointsConfigDump`, {
        dynamic_endpoint_configs: [...eds.values()].map((endpoints) => ({
          version_info: version,
          endpoint_config: typed('envoy.config.endpoint.v3.ClusterLoadAssignment', endpoints),
        })),
      }),
      typed(`${admin}.SecretsConfigDump`, {
        dynamic_active_secrets: ['default', 'ROOTCA'].map((name) => ({ name, secret: { name, redacted: true } })),
      }),
    ],
  }
}
