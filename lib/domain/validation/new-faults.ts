import { destinationRuleFacts } from '../routing/facts.ts'
import { findingsOf } from './checkers.ts'
import type { Finding, Subject, World } from './checker.ts'

export interface FaultOf {
  readonly kind: string
  readonly namespace: string
  readonly name: string
  readonly finding: Finding
}

interface Key {
  readonly kind: string
  readonly namespace: string
  readonly name: string
}

/** Faults that are there once an object is as given (null: gone) and are not there now, of any object that can have them. */
export function newFaults(world: World, key: Key, object: unknown): FaultOf[] {
  const next = withObject(world, key, object)
  const before = new Set(faultsOf(world).map(identity))
  return faultsOf(next).filter((fault) => !before.has(identity(fault)))
}

function withObject(world: World, key: Key, object: unknown): World {
  const others = <T extends { readonly namespace: string; readonly name: string }>(items: readonly T[]) =>
    items.filter(({ namespace, name }) => namespace !== key.namespace || name !== key.name)
  switch (key.kind) {
    case 'VirtualService': {
      const own: Subject[] = object === null ? [] : [{ ...key, object }]
      return { ...world, virtualServices: [...others(world.virtualServices), ...own] }
    }
    case 'DestinationRule': {
      const facts = object === null ? null : destinationRuleFacts(object)
      return { ...world, destinationRules: [...others(world.destinationRules), ...(facts === null ? [] : [facts])] }
    }
    case 'Gateway':
      return { ...world, gateways: [...others(world.gateways), ...(object === null ? [] : [key])] }
    default:
      return world
  }
}

function faultsOf(world: World): FaultOf[] {
  return world.virtualServices.flatMap((subject) => {
    const { kind, namespace, name } = subject
    return findingsOf(subject, world).map((finding) => ({ kind, namespace, name, finding }))
  })
}

function identity({ kind, namespace, name, finding }: FaultOf): string {
  return `${kind}/${namespace}/${name} ${finding.code} ${finding.path}`
}
