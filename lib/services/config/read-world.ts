import { worldOf } from '../../domain/validation/world.ts'
import type { World } from '../../domain/validation/checker.ts'
import type { KubernetesSource, WatchedKind } from '../../sources/ports.ts'

/** Kinds that the checks look at besides the object itself. */
export const worldKinds = [
  'Service',
  'Pod',
  'DestinationRule',
  'ServiceEntry',
  'VirtualService',
  'Gateway',
] as const satisfies readonly WatchedKind[]

/** What the checks know; null while one of its kinds was never listed: "there is none" can't be told from "not read". */
export function readWorld(kubernetes: KubernetesSource): World | null {
  if (worldKinds.some((kind) => !kubernetes.snapshot(kind).synced)) return null
  const all = (kind: WatchedKind) => kubernetes.snapshot(kind).items
  return worldOf({
    services: all('Service'),
    pods: all('Pod'),
    destinationRules: all('DestinationRule'),
    serviceEntries: all('ServiceEntry'),
    virtualServices: all('VirtualService'),
    gateways: all('Gateway'),
  })
}
