import { metadataNamespace } from './metadata.ts'
import { peerStateKey } from './peer-header.ts'
import type { DestinationReporter, Reporter, SourceReporter } from './reporter.ts'
import type { WorkloadIdentity } from './workload-identity.ts'

/** Label that carries the caller's packed identity until the scrape splits it; see peer-subject.ts. */
export const packedPeerLabel = 'source_peer'

/** A metric label and the access log operators that give its value. */
export type LabelFormats = Readonly<Record<string, string>>

/**
 * The labels of one reporter that HTTP and TCP share, as access log formats. What is known is a constant; a missing value
 * is empty and becomes `unknown` at the scrape.
 * Source of the semantics: Istio's standard metrics.
 */
export function commonLabels(reporter: Reporter): LabelFormats {
  return reporter.reporter === 'source' ? sourceLabels(reporter) : destinationLabels(reporter)
}

function sourceLabels({ self }: SourceReporter): LabelFormats {
  const upstream = (key: string) => `%UPSTREAM_METADATA(${metadataNamespace}:${key})%`
  return {
    reporter: 'source',
    ...identityLabels('source', self),
    source_principal: '%UPSTREAM_LOCAL_URI_SAN%',
    destination_workload: upstream('workload'),
    destination_workload_namespace: upstream('namespace'),
    destination_principal: '%UPSTREAM_PEER_URI_SAN%',
    destination_app: upstream('app'),
    destination_version: upstream('version'),
    destination_canonical_service: upstream('canonical_service'),
    destination_canonical_revision: upstream('canonical_revision'),
    destination_cluster: upstream('cluster'),
    connection_security_policy: 'unknown',
  }
}

function destinationLabels({ self, service, connectionSecurity }: DestinationReporter): LabelFormats {
  return {
    reporter: 'destination',
    source_principal: '%DOWNSTREAM_PEER_URI_SAN%',
    ...identityLabels('destination', self),
    destination_principal: '%DOWNSTREAM_LOCAL_URI_SAN%',
    destination_service: literal(service?.host ?? 'unknown'),
    destination_service_name: literal(service?.name ?? 'InboundPassthroughCluster'),
    destination_service_namespace: literal(service?.namespace ?? 'unknown'),
    connection_security_policy: connectionSecurity,
  }
}

function identityLabels(side: 'source' | 'destination', identity: WorkloadIdentity): LabelFormats {
  return {
    [`${side}_workload`]: literal(identity.workload),
    [`${side}_workload_namespace`]: literal(identity.namespace),
    [`${side}_canonical_service`]: literal(identity.canonicalService),
    [`${side}_canonical_revision`]: literal(identity.canonicalRevision),
    [`${side}_app`]: literal(identity.app),
    [`${side}_version`]: literal(identity.version),
    [`${side}_cluster`]: literal(identity.cluster),
  }
}

/** The caller's packed identity: its certificate's Subject, else the header that a plaintext caller's proxy set. */
export const httpPeerFormat = coalesce(['DOWNSTREAM_PEER_SUBJECT'], ['FILTER_STATE', `${peerStateKey}:PLAIN`])
export const tcpPeerFormat = '%DOWNSTREAM_PEER_SUBJECT%'

/** An access log operator by its parts. */
export type Operator = readonly [command: string, param?: string, maxLength?: number]

/** The first of several operators that has a value, as one operator. */
export function coalesce(...operators: readonly Operator[]): string {
  const list = operators.map(([command, param, max_length]) =>
    param === undefined ? command : { command, param, ...(max_length !== undefined && { max_length }) },
  )
  return `%COALESCE(${JSON.stringify({ operators: list })})%`
}

/** A constant inside a format: `%` doubled; empty is `unknown`, because a format may not be empty. */
export function literal(value: string): string {
  return value === '' ? 'unknown' : value.replaceAll('%', '%%')
}
