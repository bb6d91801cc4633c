import { appAddress } from '../../../network/addresses.ts'
import type { Pod } from '../../objects/pod.ts'

export const proxyContainer = 'istio-proxy'

export function hasProxy({ spec }: Pod): boolean {
  return spec.containers.some(({ name }) => name === proxyContainer)
}

/** Where the apps of a pod listen: behind the proxy that has the pod's address, or at that address when there is no proxy. */
export function appAddressOf(pod: Pod, podIp: string): string {
  return hasProxy(pod) ? appAddress(podIp) : podIp
}
