import { packedPeerLabel } from '../telemetry/labels.ts'
import { parsePeerSubject } from '../telemetry/peer-subject.ts'
import type { Report, Tags } from './access-log-messages.ts'

/** Istio's labels, in Istio's order; the two of HTTP are left out for TCP. */
const labelNames = [
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
  'response_code',
  'grpc_response_status',
  'response_flags',
  'connection_security_policy',
] as const
const httpOnly = new Set<string>(['response_code', 'grpc_response_status'])

export type Labels = Readonly<Record<string, string>>

/** Longest label value that is kept: Kubernetes' own limit for names. */
const maxValueLength = 253

/** The labels of a report; missing is `unknown`, a missing canonical revision `latest`. */
export function reportLabels({ kind, tags }: Report): Labels {
  const known: Tags = { ...tags, ...callerLabels(tags[packedPeerLabel]) }
  const names = labelNames.filter((name) => kind === 'grpc' || !httpOnly.has(name))
  return Object.fromEntries(names.map((name) => [name, valueOf(name, known[name])]))
}

function callerLabels(packed: string | undefined): Tags {
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

/** Envoy writes a value that it lacks as a dash, which is also how it says "no flags". */
function valueOf(name: string, value: string | undefined): string {
  if (name === 'response_flags') return value === undefined || value === '' ? '-' : value.slice(0, maxValueLength)
  if (value !== undefined && value !== '' && value !== '-') return value.slice(0, maxValueLength)
  if (name === 'grpc_response_status') return ''
  return name.endsWith('_canonical_revision') ? 'latest' : 'unknown'
}
