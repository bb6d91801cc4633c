import type { WorkloadIdentity } from '../../proxy/telemetry/workload-identity.ts'
import type { Protocol } from './protocol.ts'

export type Labels = Readonly<Record<string, string>>

/** One port of a service in the mesh's registry. */
export interface ServicePort {
  readonly number: number
  readonly name: string
  readonly protocol: Protocol
  /** Port of the workload, a number or the name of a container port; the service's own number when absent. */
  readonly targetPort: number | string
}

/** How the addresses of a service are found. */
export type Resolution = 'eds' | 'strict-dns' | 'logical-dns' | 'original-dst'

/** A Kubernetes Service, or one host of a ServiceEntry. */
export interface MeshService {
  readonly host: string
  readonly name: string
  readonly namespace: string
  readonly origin: 'Service' | 'ServiceEntry'
  readonly ports: readonly ServicePort[]
  /** Virtual IPs for display and for Host matching; empty for headless services. */
  readonly addresses: readonly string[]
  readonly headless: boolean
  readonly resolution: Resolution
  readonly meshExternal: boolean
  readonly exportTo: readonly string[]
  /** Pods it selects; undefined when it selects none. */
  readonly selector: Labels | undefined
  /** Which of a pod's own loopback addresses stands for it; undefined when it has none. */
  readonly serviceIndex: number | undefined
  readonly subjectAltNames: readonly string[]
  readonly created: string
}

export interface Locality {
  readonly region: string
  readonly zone: string
  readonly subzone: string
}

/** `draining`: shuts down, takes no new requests but finishes those it has. */
export type EndpointHealth = 'healthy' | 'unhealthy' | 'draining'

/** One address behind one port of a service. */
export interface Endpoint {
  readonly address: string
  readonly port: number
  readonly health: EndpointHealth
  readonly namespace: string
  readonly labels: Labels
  readonly serviceAccount: string
  readonly identity: WorkloadIdentity
  readonly hasProxy: boolean
  readonly locality: Locality
  readonly weight: number
}

export interface WorkloadPort {
  readonly name: string
  readonly number: number
  readonly transport: string
  readonly hostPort: number | undefined
  readonly hostIp: string | undefined
}

/** One pod. */
export interface Workload {
  readonly name: string
  readonly namespace: string
  readonly ip: string | undefined
  readonly labels: Labels
  readonly annotations: Labels
  readonly serviceAccount: string
  readonly workloadName: string
  readonly identity: WorkloadIdentity
  readonly ports: readonly WorkloadPort[]
  readonly locality: Locality
  readonly nodeName: string
  readonly hasProxy: boolean
  readonly terminating: boolean
}
