import type { JsonObject } from '../../envoy-json.ts'
import type { MeshService } from '../../registry/model.ts'
import { routeAction, type RulePlacement } from './route-action.ts'

/** The route of a service that no VirtualService governs: everything to its cluster. */
export function defaultRoute(service: MeshService, place: RulePlacement): JsonObject {
  const destination = { host: service.host, port: { number: place.port } }
  return {
    name: 'default',
    match: { prefix: '/' },
    route: routeAction({}, [{ destination }], place),
    decorator: { operation: `${service.host}:${place.port}/*` },
  }
}
