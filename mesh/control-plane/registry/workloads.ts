import { workloadIdentity } from '../../proxy/telemetry/workload-identity.ts'
import type { MeshObject, MeshObjects } from '../ingest/parse-objects.ts'
import type { Locality, Workload, WorkloadPort } from './model.ts'

/** The cluster id of a single cluster, Istio's default. */
export const clusterId = 'Kubernetes'
const tlsModeLabel = 'security.istio.io/tlsMode'
const noLocality: Locality = { region: '', zone: '', subzone: '' }

/** Every pod that has not ended, by `NAMESPACE/NAME`. */
export function workloadsOf(objects: MeshObjects): ReadonlyMap<string, Workload> {
  const localities = new Map(objects.byKind.Node.map((node) => [node.metadata.name, localityOf(node)]))
  const running = objects.byKind.Pod.filter(({ status }) => status?.phase !== 'Succeeded' && status?.phase !== 'Failed')
  return new Map(
    running.map((pod) => [workloadKey(pod.metadata.namespace ?? '', pod.metadata.name), workloadOf(pod, localities)]),
  )
}

export function workloadKey(namespace: string, name: string): string {
  return `${namespace}/${name}`
}

function localityOf({ metadata }: MeshObject<'Node'>): Locality {
  return {
    region: metadata.labels?.['topology.kubernetes.io/region'] ?? '',
    zone: metadata.labels?.['topology.kubernetes.io/zone'] ?? '',
    subzone: metadata.labels?.['topology.istio.io/subzone'] ?? '',
  }
}

function workloadOf(pod: MeshObject<'Pod'>, localities: ReadonlyMap<string, Locality>): Workload {
  const { name, namespace = '', labels = {}, annotations = {} } = pod.metadata
  const workloadName = workloadNameOf(pod)
  const nodeName = pod.spec.nodeName ?? ''
  return {
    name,
    namespace,
    ip: pod.status?.podIP,
    labels,
    annotations,
    serviceAccount: pod.spec.serviceAccountName ?? 'default',
    workloadName,
    identity: workloadIdentity({ workloadName, namespace, labels, cluster: clusterId }),
    ports: portsOf(pod),
    locality: localities.get(nodeName) ?? noLocality,
    nodeName,
    hasProxy: labels[tlsModeLabel] === 'istio',
    terminating: Boolean(pod.metadata.deletionTimestamp),
  }
}

// A ReplicaSet is named DEPLOYMENT-HASH, and the pod carries the hash.
function workloadNameOf({ metadata }: MeshObject<'Pod'>): string {
  const owner = metadata.ownerReferences?.find(({ controller }) => controller === true)
  if (owner === undefined) return metadata.name
  const hash = metadata.labels?.['pod-template-hash']
  const suffix = `-${hash ?? ''}`
  return owner.kind === 'ReplicaSet' && hash !== undefined && owner.name.endsWith(suffix)
    ? owner.name.slice(0, -suffix.length)
    : owner.name
}

function portsOf({ spec }: MeshObject<'Pod'>): WorkloadPort[] {
  const ownPorts = spec.containers.filter(({ name }) => name !== 'istio-proxy' || spec.containers.length === 1)
  return ownPorts.flatMap(({ ports = [] }) =>
    ports.map((port) => ({
      name: port.name ?? '',
      number: port.containerPort,
      transport: port.protocol ?? 'TCP',
      hostPort: port.hostPort,
      hostIp: port.hostIP,
    })),
  )
}
