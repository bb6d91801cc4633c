import { fullHost, rulesOf } from '../routing/rules.ts'
import { virtualServiceSchema } from '../routing/virtual-service.ts'
import type { Subject, World } from './checker.ts'

/** Another object, and the field of the referring one that names it. */
export interface Reference {
  readonly kind: string
  readonly namespace: string
  readonly name: string
  readonly path: string
}

/** Every object that this one names, each once. */
export function referencesOf(subject: Subject, world: World): Reference[] {
  switch (subject.kind) {
    case 'VirtualService':
      return unique([...gatewaysOf(subject), ...destinationsOf(subject, world)])
    case 'DestinationRule': {
      const rule = world.destinationRules.find(
        ({ namespace, name }) => namespace === subject.namespace && name === subject.name,
      )
      return rule === undefined ? [] : servicesOf(fullHost(rule.host, rule.namespace), 'spec.host', world)
    }
    default:
      return []
  }
}

/** Every object that names this one: the path is in the other object. */
export function referrersOf(subject: Omit<Subject, 'object'>, world: World): Reference[] {
  const isMe = (reference: Reference) =>
    reference.kind === subject.kind && reference.namespace === subject.namespace && reference.name === subject.name
  return world.virtualServices.flatMap((other) =>
    referencesOf(other, world)
      .filter(isMe)
      .map(({ path }) => ({ kind: other.kind, namespace: other.namespace, name: other.name, path })),
  )
}

function gatewaysOf({ object, namespace }: Subject): Reference[] {
  const names = virtualServiceSchema.safeParse(object).data?.spec.gateways ?? []
  return names.flatMap((reference, index): Reference[] => {
    if (reference === 'mesh') return []
    const at = reference.indexOf('/')
    const place = at < 0 ? namespace : reference.slice(0, at)
    return [{ kind: 'Gateway', namespace: place, name: reference.slice(at + 1), path: `spec.gateways[${index}]` }]
  })
}

function destinationsOf({ object, namespace }: Subject, world: World): Reference[] {
  const parsed = virtualServiceSchema.safeParse(object)
  if (!parsed.success) return []
  return rulesOf(parsed.data).flatMap((rule) =>
    rule.slices.flatMap(({ destination }, index) => {
      const host = fullHost(destination.host, namespace)
      const path = `spec.${rule.protocol}[${rule.index}].route[${index}].destination`
      const rules = world.destinationRules.filter((one) => fullHost(one.host, one.namespace) === host)
      return [
        ...servicesOf(host, path, world),
        ...rules.map((one): Reference => ({ kind: 'DestinationRule', namespace: one.namespace, name: one.name, path })),
      ]
    }),
  )
}

function servicesOf(host: string, path: string, world: World): Reference[] {
  return world.services
    .filter(({ namespace, name }) => `${name}.${namespace}.svc.cluster.local` === host)
    .map(({ namespace, name }) => ({ kind: 'Service', namespace, name, path }))
}

function unique(references: readonly Reference[]): Reference[] {
  const seen = new Set<string>()
  return references.filter(({ kind, namespace, name }) => {
    const key = `${kind}/${namespace}/${name}`
    return seen.has(key) ? false : seen.add(key)
  })
}
