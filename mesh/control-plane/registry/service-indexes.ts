import { maxServiceIndex } from '../../network/addresses.ts'
import type { MeshService } from './model.ts'

/**
 * Gives services without an index of their own (hosts of ServiceEntries) a free one, from the top down in the order
 * given, so that pods have an address for them too. When none is left the service stays without an address.
 */
export function assignServiceIndexes(services: readonly MeshService[]): MeshService[] {
  const taken = new Set(services.flatMap(({ serviceIndex }) => (serviceIndex === undefined ? [] : [serviceIndex])))
  let next = maxServiceIndex
  return services.map((service) => {
    if (service.serviceIndex !== undefined || service.origin === 'Service') return service
    while (taken.has(next)) next -= 1
    if (next < 0) return service
    taken.add(next)
    return { ...service, serviceIndex: next }
  })
}
