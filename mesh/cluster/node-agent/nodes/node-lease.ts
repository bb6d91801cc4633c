import { ApiFailure, type ApiClient } from '../cluster/api-client.ts'

const collection = '/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases'
/** After so long without a renewal a node counts as gone. */
const leaseSeconds = 40

/**
 * Says that a node lives, as a kubelet does: by the Lease of its name, so that the Node itself changes only when it has news.
 * @throws ApiFailure, or Error when there is no answer
 */
export async function renewLease(client: ApiClient, node: string, now: Date): Promise<void> {
  const renewTime = microTime(now)
  const spec = { holderIdentity: node, leaseDurationSeconds: leaseSeconds, renewTime }
  try {
    const contentType = 'application/merge-patch+json'
    await client.call({ method: 'PATCH', path: `${collection}/${node}`, body: { spec }, contentType })
  } catch (error) {
    if (!(error instanceof ApiFailure) || error.code !== 404) throw error
    const metadata = { name: node, namespace: 'kube-node-lease' }
    const body = { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata, spec }
    await client.call({ method: 'POST', path: collection, body })
  }
}

/** Kubernetes' MicroTime. */
function microTime(now: Date): string {
  return now.toISOString().replace('Z', '000Z')
}
