import { serviceKey } from '../../domain/graph/config-facts.ts'
import { listAt, stringAt } from '../../domain/kubernetes/json.ts'
import { maySee, type Principal } from '../../domain/model/principal.ts'
import type { KubernetesObject } from '../../domain/kubernetes/object.ts'
import type { ObjectLink } from '../../contract/edge.ts'
import type { KubernetesSource } from '../../sources/ports.ts'

/** VirtualServices and DestinationRules that name a service, and ServiceEntries of its host. */
export function routingOfService(kubernetes: KubernetesSource, service: NamedService): ObjectLink[] {
  return routingObjectsOf(kubernetes, service).map(linkOf)
}

export interface NamedService {
  readonly namespace: string | null
  readonly name: string | null
}

/** The same as whole objects. */
export function routingObjectsOf(kubernetes: KubernetesSource, service: NamedService): KubernetesObject[] {
  if (service.name === null) return []
  const wanted = `${service.namespace ?? ''}/${service.name}`
  const names = (hosts: readonly unknown[], object: KubernetesObject) =>
    hosts.some(
      (host) =>
        typeof host === 'string' &&
        (host === service.name || serviceKey(host, object.metadata.namespace ?? '') === wanted) &&
        (host.includes('.') || object.metadata.namespace === service.namespace),
    )
  return [
    ...kubernetes.snapshot('VirtualService').items.filter((one) => names(listAt(one, 'spec', 'hosts'), one)),
    ...kubernetes.snapshot('DestinationRule').items.filter((one) => names([stringAt(one, 'spec', 'host')], one)),
    ...kubernetes.snapshot('ServiceEntry').items.filter((one) => listAt(one, 'spec', 'hosts').includes(service.name)),
  ]
}

export function linkOf({ kind, metadata }: KubernetesObject): ObjectLink {
  return { kind, namespace: metadata.namespace ?? '', name: metadata.name ?? '' }
}

/** Links to objects, each once; to none that the reader may not see. */
export function linksTo(objects: readonly KubernetesObject[], principal: Principal): ObjectLink[] {
  return [...new Set(objects)].filter(({ metadata }) => maySee(principal, metadata.namespace ?? null)).map(linkOf)
}
