import { packedPeerLabel } from '../telemetry/labels.ts'
import { parsePeerSubject } from '../telemetry/peer-subject.ts'

/** Label names of Istio's TCP metrics, in Istio's order. */
export const tcpLabelNames = [
  'reporter',
  'source_workload',
  'source_canonical_service',
  'source_canonical_revision',
  'source_workload_namespace',
  'source_principal',
  'source_app',
  'source_version',
  'source_cluster',
  'destination_workload',
  'destination_workload_namespace',
  'destination_principal',
  'destination_app',
  'destination_version',
  'destination_service',
  'destination_canonical_service',
  'destination_canonical_revision',
  'destination_service_name',
  'destination_service_namespace',
  'destination_cluster',
  'request_protocol',
  'response_flags',
  'connection_security_policy',
] as const

export type TcpLabels = Readonly<Record<(typeof tcpLabelNames)[number], string>>

/** Longest label value that is kept: Kubernetes' own limit for names. */
const maxValueLength = 253

/** The labels of a connection from the tags of its report; missing is `unknown`, a missing revision `latest`. */
export function tcpLabels(tags: Readonly<Record<string, string>>): TcpLabels {
  const known: Record<string, string> = { ...tags, ...callerLabels(tags[packedPeerLabel]), request_protocol: 'tcp' }
  const entries = tcpLabelNames.map((name) => [name, valueOf(name, known[name])])
  return labelsFrom(Object.fromEntries(entries))
}

function callerLabels(packed: string | undefined): Record<string, string> {
  const peer = packed === undefined ? undefined : parsePeerSubject(packed)
  if (peer === undefined) return {}
  return {
    source_workload: peer.workload,
    source_workload_namespace: peer.namespace,
    source_canonical_service: peer.canonicalService,
    source_canonical_revision: peer.canonicalRevision,
    source_cluster: peer.cluster,
    source_app: peer.app,
    source_version: peer.version,
  }
}

function valueOf(name: string, value: string | undefined): string {
  const isMissing = value === undefined || value === '' || (value === '-' && name !== 'response_flags')
  if (!isMissing) return value.slice(0, maxValueLength)
  if (name === 'response_flags') return '-'
  return name.endsWith('_canonical_revision') ? 'latest' : 'unknown'
}

/** Guarantee: called with one entry per name of `tcpLabelNames`. */
function labelsFrom(entries: Record<string, string>): TcpLabels {
  return entries as TcpLabels
}
