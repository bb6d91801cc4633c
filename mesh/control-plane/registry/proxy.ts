import { workloadIdentity, type WorkloadIdentity } from '../../proxy/telemetry/workload-identity.ts'
import { isJsonObject, type Json, type JsonObject } from '../envoy-json.ts'
import type { Labels, Locality, Workload, WorkloadPort } from './model.ts'
import { clusterId } from './workloads.ts'

/** One connected Envoy: what configuration is computed for. */
export interface Proxy {
  /** `POD.NAMESPACE`, as istiod's debug pages name it. */
  readonly id: string
  readonly nodeId: string
  readonly role: 'sidecar' | 'router'
  readonly podName: string
  readonly namespace: string
  readonly ip: string
  readonly labels: Labels
  readonly serviceAccount: string
  readonly identity: WorkloadIdentity
  readonly locality: Locality
  readonly ports: readonly WorkloadPort[]
}

/** What a proxy claims about itself by its node id and metadata. */
export interface ProxyClaim {
  readonly nodeId: string
  readonly role: 'sidecar' | 'router'
  readonly ip: string
  readonly podName: string
  readonly namespace: string
  readonly metadata: JsonObject
  /** As Envoy itself says; absent for a client that is none. */
  readonly envoyVersion?: string
}

const nodeIdPattern = /^(sidecar|router)~([0-9a-fA-F.:]+)~([^~]+)\.([^.~]+)~[^~]+$/

/** Reads `sidecar~IP~POD.NS~DOMAIN`; undefined when the id has another form. */
export function parseNodeId(
  nodeId: string,
  { metadata = {}, envoyVersion }: { readonly metadata?: JsonObject; readonly envoyVersion?: string } = {},
): ProxyClaim | undefined {
  const match = nodeIdPattern.exec(nodeId)
  if (match === null) return undefined
  const [, role, ip = '', podName = '', namespace = ''] = match
  const known = { nodeId, role: role === 'router' ? ('router' as const) : ('sidecar' as const), ip, podName, namespace }
  return { ...known, metadata, ...(envoyVersion !== undefined && { envoyVersion }) }
}

/** The proxy behind a claim: the registry's pod where it is known, else what the claim itself says. */
export function proxyOf(claim: ProxyClaim, workload: Workload | undefined): Proxy {
  const { nodeId, role, ip, podName, namespace } = claim
  const facts = workload ?? claimedFacts(claim)
  return {
    id: `${podName}.${namespace}`,
    nodeId,
    role,
    podName,
    namespace,
    ip,
    labels: facts.labels,
    serviceAccount: facts.serviceAccount,
    identity: facts.identity,
    locality: facts.locality,
    ports: facts.ports,
  }
}

type Facts = Pick<Workload, 'labels' | 'serviceAccount' | 'identity' | 'locality' | 'ports'>

function claimedFacts({ namespace, podName, metadata }: ProxyClaim): Facts {
  const labels = labelsOf(metadata['LABELS'])
  const workloadName = textOf(metadata['WORKLOAD_NAME']) ?? podName
  return {
    labels,
    serviceAccount: textOf(metadata['SERVICE_ACCOUNT']) ?? 'default',
    identity: workloadIdentity({ workloadName, namespace, labels, cluster: clusterId }),
    locality: { region: '', zone: '', subzone: '' },
    ports: [],
  }
}

/** The service account a claim names; undefined when it names none. */
export function claimedServiceAccount({ metadata }: ProxyClaim): string | undefined {
  return textOf(metadata['SERVICE_ACCOUNT'])
}

function textOf(value: Json | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

function labelsOf(value: Json | undefined): Labels {
  if (!isJsonObject(value)) return {}
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, label]) => (typeof label === 'string' ? [[key, label]] : [])),
  )
}
