import type { ServiceIdentity, WorkloadIdentity } from './workload-identity.ts'

/** A proxy that reports what it sends: an outbound listener, or a gateway's listener. */
export interface SourceReporter {
  readonly reporter: 'source'
  readonly role: 'sidecar' | 'router'
  readonly self: WorkloadIdentity
}

/** A proxy that reports what arrives: one filter chain of an inbound listener. */
export interface DestinationReporter {
  readonly reporter: 'destination'
  readonly self: WorkloadIdentity
  /** The first Service that selects this pod and port; undefined when there is none. */
  readonly service: ServiceIdentity | undefined
  /** Of the filter chain: `mutual_tls` when it requires a client certificate. */
  readonly connectionSecurity: 'mutual_tls' | 'none'
}

export type Reporter = SourceReporter | DestinationReporter
