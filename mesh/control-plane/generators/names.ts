/** Names of generated resources; they are Istio's, so that its tools can read them. */

export function outboundCluster(port: number, subset: string, host: string): string {
  return `outbound|${port}|${subset}|${host}`
}

export function inboundCluster(port: number): string {
  return `inbound|${port}||`
}

/** Server name by which east-west gateways pick a cluster without opening the TLS. */
export function clusterSni(port: number, subset: string, host: string): string {
  return `outbound_.${port}_.${subset}_.${host}`
}

export const blackHoleCluster = 'BlackHoleCluster'
export const passthroughCluster = 'PassthroughCluster'
export const inboundPassthroughCluster = 'InboundPassthroughCluster'

/** Secrets that every authenticated proxy may ask for. */
export const workloadSecret = 'default'
export const rootSecret = 'ROOTCA'
