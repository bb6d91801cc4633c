import { createHash } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import type { KubernetesObject } from '../../../../lib/domain/kubernetes/object.ts'
import type { Action } from '../action.ts'
import type { EndpointSlice, Service } from '../../objects/service.ts'
import { groupByPorts, type Backend } from './backends.ts'

const maxPerSlice = 100
export const serviceNameLabel = 'kubernetes.io/service-name'
export const managedByLabel = 'endpointslice.kubernetes.io/managed-by'
export const manager = 'endpointslice-controller.kubernetes.io'

/**
 * Brings a Service's slices to what its backends need. Backends whose named target ports resolve differently get
 * slices of their own; names follow from the content, so that a repeat changes nothing.
 */
export function endpointSliceActions(
  service: Service,
  backends: readonly Backend[],
  existing: readonly EndpointSlice[],
): Action[] {
  const wanted = slicesOf(service, backends)
  const names = new Set(wanted.map(({ metadata }) => metadata.name))
  return [
    ...wanted.flatMap((slice) =>
      upsert(
        slice,
        existing.find(({ metadata }) => metadata.name === slice.metadata.name),
      ),
    ),
    ...existing.filter(({ metadata }) => !names.has(metadata.name)).map(remove),
  ]
}

type Slice = KubernetesObject & Pick<EndpointSlice, 'endpoints' | 'ports' | 'addressType'>

function slicesOf(service: Service, backends: readonly Backend[]): Slice[] {
  const groups = groupByPorts(backends)
  // A Service without backends keeps one empty slice, so that readers can tell "no endpoints" from "not seen yet".
  if (groups.length === 0) return [slice(service, [], 0)]
  return groups.flatMap((group) =>
    Array.from({ length: Math.ceil(group.length / maxPerSlice) }, (_, index) =>
      slice(service, group.slice(index * maxPerSlice, (index + 1) * maxPerSlice), index),
    ),
  )
}

function slice({ metadata, spec }: Service, group: readonly Backend[], index: number): Slice {
  const { name, namespace, uid } = metadata
  const ports = group[0]?.ports ?? []
  const headless: Record<string, string> = spec['clusterIP'] === 'None' ? { 'service.kubernetes.io/headless': '' } : {}
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: {
      name: `${name}-${shortHash(`${uid}/${JSON.stringify(ports)}/${index}`)}`,
      namespace,
      labels: { ...metadata.labels, ...headless, [serviceNameLabel]: name, [managedByLabel]: manager },
      ownerReferences: [{ apiVersion: 'v1', kind: 'Service', name, uid, controller: true, blockOwnerDeletion: true }],
    },
    addressType: 'IPv4',
    endpoints: group.map(({ endpoint }) => endpoint),
    ports: [...ports],
  }
}

function upsert(slice: Slice, existing: EndpointSlice | undefined): Action[] {
  if (existing === undefined) return [{ verb: 'create', resource: 'endpointslices.discovery.k8s.io', object: slice }]
  const { endpoints, ports } = slice
  const labels = slice.metadata.labels ?? {}
  const same =
    isDeepStrictEqual(existing.endpoints ?? [], endpoints) &&
    isDeepStrictEqual(existing.ports ?? [], ports) &&
    Object.entries(labels).every(([key, value]) => existing.metadata.labels?.[key] === value)
  return same ? [] : [{ verb: 'merge', key: keyOf(existing), patch: { metadata: { labels }, endpoints, ports } }]
}

function remove(slice: EndpointSlice): Action {
  return { verb: 'delete', key: keyOf(slice), uid: slice.metadata.uid }
}

function keyOf({ metadata: { namespace, name } }: EndpointSlice) {
  return { resource: 'endpointslices.discovery.k8s.io', namespace, name }
}

function shortHash(text: string): string {
  const alphabet = 'bcdfghjklmnpqrstvwxz2456789'
  const digest = createHash('sha256').update(text).digest()
  return [...digest.subarray(0, 5)].map((byte) => alphabet[byte % alphabet.length]).join('')
}
