import type { KubernetesObject } from '../../../lib/domain/kubernetes/object.ts'
import { serviceIndexAnnotation } from '../../network/addresses.ts'

// Kubernetes and Istio objects as an API server would return them, for tests.

let versions = 0

interface Identity {
  readonly name: string
  readonly namespace?: string
  readonly created?: string
  readonly labels?: Record<string, string>
  readonly annotations?: Record<string, string>
}

/** Any object with a fresh resourceVersion. */
export function anObject(kind: string, identity: Identity, rest: Record<string, unknown> = {}): KubernetesObject {
  const { created = '2026-01-01T00:00:00Z', namespace = 'shop', name, labels, annotations } = identity
  versions += 1
  return {
    apiVersion: apiVersions[kind] ?? 'networking.istio.io/v1',
    kind,
    metadata: {
      name,
      ...(namespace !== '' && { namespace }),
      uid: `uid-${versions}`,
      resourceVersion: String(versions),
      creationTimestamp: created,
      ...(labels && { labels }),
      ...(annotations && { annotations }),
    },
    ...rest,
  }
}

const apiVersions: Record<string, string> = {
  Service: 'v1',
  Pod: 'v1',
  Namespace: 'v1',
  Node: 'v1',
  ConfigMap: 'v1',
  EndpointSlice: 'discovery.k8s.io/v1',
  PeerAuthentication: 'security.istio.io/v1',
}

export interface PodInput extends Identity {
  readonly ip: string
  readonly serviceAccount?: string
  readonly ports?: readonly { containerPort: number; name?: string; hostPort?: number; hostIP?: string }[]
  readonly node?: string
  readonly proxy?: boolean
  readonly deletionTimestamp?: string
}

/** A running pod, with a sidecar unless told otherwise. */
export function aPod(input: PodInput): KubernetesObject {
  const { ip, serviceAccount = input.name, ports = [], node = 'node-1', proxy = true, labels = {} } = input
  const own = { ...labels, ...(proxy && { 'security.istio.io/tlsMode': 'istio' }) }
  const pod = anObject(
    'Pod',
    { ...input, labels: own },
    {
      spec: { serviceAccountName: serviceAccount, nodeName: node, containers: [{ name: 'app', ports }] },
      status: { podIP: ip, phase: 'Running' },
    },
  )
  return input.deletionTimestamp === undefined
    ? pod
    : { ...pod, metadata: { ...pod.metadata, deletionTimestamp: input.deletionTimestamp } }
}

export interface ServiceInput extends Identity {
  readonly index?: number
  readonly ports: readonly {
    name?: string
    port: number
    targetPort?: number | string
    appProtocol?: string
    protocol?: string
  }[]
  readonly selector?: Record<string, string>
  readonly clusterIP?: string
}

/** A Service with its index for the loopback mesh. */
export function aService({ index, ports, selector, clusterIP, ...identity }: ServiceInput): KubernetesObject {
  const annotations = {
    ...identity.annotations,
    ...(index !== undefined && { [serviceIndexAnnotation]: String(index) }),
  }
  return anObject(
    'Service',
    { ...identity, annotations },
    { spec: { ports, clusterIP: clusterIP ?? '10.96.0.10', ...(selector && { selector }) } },
  )
}

export interface SliceEndpoint {
  readonly ip: string
  readonly pod: string
  readonly ready?: boolean
  readonly terminating?: boolean
}

/** The EndpointSlice of a Service. */
export function aSlice(
  service: string,
  ports: readonly { name: string; port: number }[],
  endpoints: readonly SliceEndpoint[],
): KubernetesObject {
  return anObject(
    'EndpointSlice',
    { name: `${service}-1`, labels: { 'kubernetes.io/service-name': service } },
    {
      addressType: 'IPv4',
      ports,
      endpoints: endpoints.map(({ ip, pod, ready = true, terminating = false }) => ({
        addresses: [ip],
        conditions: { ready, serving: ready, terminating },
        targetRef: { kind: 'Pod', name: pod },
      })),
    },
  )
}

/** An object of Istio's with a spec. */
export function anIstioObject(kind: string, identity: Identity, spec: Record<string, unknown>): KubernetesObject {
  return anObject(kind, identity, { spec })
}
