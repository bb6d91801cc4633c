import type { KubernetesObject } from '../../domain/kubernetes/object.ts'
import { worldOf } from '../../domain/validation/world.ts'
import type { Finding, World } from '../../domain/validation/checker.ts'
import { findingsOf } from '../../domain/validation/checkers.ts'
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

/** The cluster as the checks see it. */
export interface CheckedWorld {
  readonly world: World
  /** What is wrong with one object; each is checked once while nothing that the checks look at has changed. */
  readonly findingsOf: (object: KubernetesObject) => readonly Finding[]
}

type Held = readonly (readonly KubernetesObject[])[]

/** The last world of each source, with the lists that it was made of. */
const remembered = new WeakMap<KubernetesSource, { readonly held: Held; readonly checked: CheckedWorld }>()

/** What the checks know; null while one of its kinds was never listed: "there is none" can't be told from "not read". */
export function readWorld(kubernetes: KubernetesSource): CheckedWorld | null {
  const snapshots = worldKinds.map((kind) => kubernetes.snapshot(kind))
  if (snapshots.some(({ synced }) => !synced)) return null
  const held = snapshots.map(({ items }) => items)
  const last = remembered.get(kubernetes)
  if (last !== undefined && held.every((items, place) => items === last.held[place])) return last.checked
  const checked = checkedWorld(held)
  remembered.set(kubernetes, { held, checked })
  return checked
}

function checkedWorld([services, pods, rules, entries, virtualServices, gateways]: Held): CheckedWorld {
  const world = worldOf({
    services: services ?? [],
    pods: pods ?? [],
    destinationRules: rules ?? [],
    serviceEntries: entries ?? [],
    virtualServices: virtualServices ?? [],
    gateways: gateways ?? [],
  })
  const known = new WeakMap<KubernetesObject, readonly Finding[]>()
  return {
    world,
    findingsOf: (object) => {
      const before = known.get(object)
      if (before !== undefined) return before
      const { namespace = '', name = '' } = object.metadata
      const found = findingsOf({ kind: object.kind, namespace, name, object }, world)
      known.set(object, found)
      return found
    },
  }
}
