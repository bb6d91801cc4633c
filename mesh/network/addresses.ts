// Every pod owns a 127.x.y.0/24; docs/adr/0003 says why. The node agent and the control plane both compute
// addresses from here, so they can't disagree.

/** Offset of the first service address in a pod's own /24. */
const firstServiceOffset = 10
/** Highest index a Service may be given: 10 + 243 = 253 stays inside the /24. */
export const maxServiceIndex = 243

/** Annotation on a Service: its index (0..243) in every pod's view, given by the cluster API at creation. */
export const serviceIndexAnnotation = 'heddle.dev/service-index'
/** Annotation on a Pod: the address its app binds. */
export const appAddressAnnotation = 'heddle.dev/app-address'

/** The pod IP, where the proxy's inbound listeners bind: `127.NETWORK.POD.1`. */
export function podAddress(network: number, pod: number): string {
  return `127.${network}.${pod}.1`
}

/** The address the pod's app binds: `.2` beside the pod IP. */
export function appAddress(podIp: string): string {
  return withLastOctet(podIp, 2)
}

/** The address at which one pod sees one Service; its own proxy listens there on the real service port. */
export function serviceAddress(podIp: string, serviceIndex: number): string {
  if (!Number.isInteger(serviceIndex) || serviceIndex < 0 || serviceIndex > maxServiceIndex)
    throw new RangeError(`service index ${serviceIndex} is not between 0 and ${maxServiceIndex}`)
  return withLastOctet(podIp, firstServiceOffset + serviceIndex)
}

function withLastOctet(ip: string, octet: number): string {
  return ip.replace(/\.\d+$/, `.${octet}`)
}
