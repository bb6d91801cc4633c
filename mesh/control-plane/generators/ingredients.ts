import type { VirtualServiceObject } from '../ingest/parse-objects.ts'
import type { ProxyResources } from './resources.ts'
import type { ViewInput } from './view.ts'

/**
 * Everything each resource type is computed from, as a list of parts of the snapshot. When no part is another object
 * than last time, the type's resources are the same. A generator that reads something new must be named here; the
 * property test of desired-state.ts fails when one is not.
 */
export function ingredients({
  snapshot,
  proxy,
  addressing,
  hasIdentity,
}: ViewInput): Record<keyof ProxyResources, unknown[]> {
  const { config, services, sidecars, gateways, virtualServices, destinationRules, peerAuthentications } = snapshot
  // A Sidecar's scope grows by what its rules route to; a gateway's routes are all its listeners know.
  const scope = sidecars.length > 0 ? virtualServices : undefined
  const common = [config, services, sidecars, gateways, scope, proxy, addressing, hasIdentity]
  return {
    cds: [...common, destinationRules, snapshot.accounts, snapshot.entries],
    eds: [...common, destinationRules, snapshot.endpoints, peerAuthentications],
    lds: [...common, peerAuthentications, virtualServices.some(hasConnectionRules) ? virtualServices : undefined],
    rds: [...common, virtualServices, destinationRules],
  }
}

// Which object governs a host depends on all of them, so one with such rules makes listeners depend on all.
function hasConnectionRules({ spec }: VirtualServiceObject): boolean {
  return (spec.tcp ?? []).length + (spec.tls ?? []).length > 0
}
