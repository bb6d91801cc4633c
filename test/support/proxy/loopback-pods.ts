import { randomInt } from 'node:crypto'
import { appAddress, podAddress, serviceAddress } from '../../../mesh/network/addresses.ts'

/** Addresses of one pod of a test, in a corner of 127/8 that no mesh uses. */
export interface LoopbackPod {
  readonly podIp: string
  readonly appAddress: string
  serviceAddress(index: number): string
}

/** As many pods as asked, at a random place so that two test runs don't meet. */
export function loopbackPods(count: number): LoopbackPod[] {
  const network = randomInt(208, 212)
  const first = randomInt(1, 255 - count)
  return Array.from({ length: count }, (_, index) => {
    const podIp = podAddress(network, first + index)
    return { podIp, appAddress: appAddress(podIp), serviceAddress: (service) => serviceAddress(podIp, service) }
  })
}
