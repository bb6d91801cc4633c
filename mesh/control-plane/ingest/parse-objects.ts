import type { z } from 'zod'
import { destinationRule } from '../../../lib/domain/istio/destination-rule.ts'
import { gateway } from '../../../lib/domain/istio/gateway.ts'
import { peerAuthentication } from '../../../lib/domain/istio/peer-authentication.ts'
import { serviceEntry } from '../../../lib/domain/istio/service-entry.ts'
import { sidecar } from '../../../lib/domain/istio/sidecar.ts'
import { workloadEntry } from '../../../lib/domain/istio/workload-entry.ts'
import { virtualService } from '../../../lib/domain/istio/virtual-service.ts'
import type { KubernetesObject } from '../../../lib/domain/kubernetes/object.ts'
import { configMap, endpointSlice, meta, namespace, node, pod, service, type Meta } from './kubernetes-schemas.ts'

// Istio's schemas describe metadata loosely; a name is needed to serve an object.
const schemas = {
  Service: service,
  EndpointSlice: endpointSlice,
  Pod: pod,
  Namespace: namespace,
  Node: node,
  ConfigMap: configMap,
  VirtualService: virtualService.extend({ metadata: meta }),
  DestinationRule: destinationRule.extend({ metadata: meta }),
  Gateway: gateway.extend({ metadata: meta }),
  ServiceEntry: serviceEntry.extend({ metadata: meta }),
  PeerAuthentication: peerAuthentication.extend({ metadata: meta }),
  Sidecar: sidecar.extend({ metadata: meta }),
  WorkloadEntry: workloadEntry.extend({ metadata: meta }),
}
type Schemas = typeof schemas
export type MeshKind = keyof Schemas
export type MeshObject<Kind extends MeshKind> = z.infer<Schemas[Kind]>
export type VirtualServiceObject = MeshObject<'VirtualService'>
export type DestinationRuleObject = MeshObject<'DestinationRule'>
export type GatewayObject = MeshObject<'Gateway'>
export type ServiceEntryObject = MeshObject<'ServiceEntry'>
export type PeerAuthenticationObject = MeshObject<'PeerAuthentication'>
export type SidecarObject = MeshObject<'Sidecar'>

/** A stored object that can't be used; the rest is served without it. */
export interface ObjectProblem {
  readonly kind: string
  readonly namespace: string
  readonly name: string
  /** One sentence that names the field. */
  readonly message: string
}

/** Every object the mesh is made of, checked, by kind. */
export interface MeshObjects {
  readonly byKind: { readonly [Kind in MeshKind]: readonly MeshObject<Kind>[] }
  readonly problems: readonly ObjectProblem[]
}

type Parsed = { readonly value: unknown } | { readonly problem: ObjectProblem }
const parsedBefore = new WeakMap<KubernetesObject, Parsed>()

/** Checks objects by kind; what is not understood becomes a problem. Results are kept per object, so a re-read costs little. */
export function parseObjects(objects: readonly KubernetesObject[]): MeshObjects {
  const problems: ObjectProblem[] = []
  const collect = <Kind extends MeshKind>(kind: Kind): MeshObject<Kind>[] =>
    objects.flatMap((object) => {
      if (object.kind !== kind) return []
      const parsed = parseObject(kind, object)
      if ('problem' in parsed) problems.push(parsed.problem)
      return 'value' in parsed ? [parsedAs<Kind>(parsed.value)] : []
    })
  const byKind = {
    Service: collect('Service'),
    EndpointSlice: collect('EndpointSlice'),
    Pod: collect('Pod'),
    Namespace: collect('Namespace'),
    Node: collect('Node'),
    ConfigMap: collect('ConfigMap'),
    VirtualService: oldestFirst(collect('VirtualService')),
    DestinationRule: oldestFirst(collect('DestinationRule')),
    Gateway: oldestFirst(collect('Gateway')),
    ServiceEntry: oldestFirst(collect('ServiceEntry')),
    PeerAuthentication: oldestFirst(collect('PeerAuthentication')),
    Sidecar: oldestFirst(collect('Sidecar')),
    WorkloadEntry: collect('WorkloadEntry'),
  }
  return { byKind, problems }
}

function parseObject(kind: MeshKind, object: KubernetesObject): Parsed {
  const known = parsedBefore.get(object)
  if (known !== undefined) return known
  const result = schemas[kind].safeParse(object)
  const parsed = result.success ? { value: result.data } : { problem: problemOf(object, result.error) }
  parsedBefore.set(object, parsed)
  return parsed
}

function problemOf(object: KubernetesObject, error: z.ZodError): ObjectProblem {
  const [issue] = error.issues
  const field = issue?.path.map(String).join('.') ?? 'object'
  const { namespace: objectNamespace = '', name = '' } = object.metadata
  return {
    kind: object.kind,
    namespace: objectNamespace,
    name,
    message: `${field}: ${issue?.message ?? 'not understood'}`,
  }
}

/** Guarantee: `parseObject` keyed the value by this kind's own schema, whose output this is. */
function parsedAs<Kind extends MeshKind>(value: unknown): MeshObject<Kind> {
  return value as MeshObject<Kind>
}

/** Istio's order for conflicts: creation time, then namespace and name. */
export function oldestFirst<T extends { readonly metadata: Meta }>(objects: readonly T[]): T[] {
  const key = ({ metadata }: T) =>
    [metadata.creationTimestamp ?? '', metadata.namespace ?? '', metadata.name].join('\u0000')
  return objects.toSorted((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0))
}
