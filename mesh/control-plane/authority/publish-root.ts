import { configMap, namespace as namespaceSchema } from '../ingest/kubernetes-schemas.ts'
import { type ClusterHttp, ClusterHttpError } from '../ingest/cluster-port.ts'
import type { ObjectStore } from '../ingest/object-store.ts'

const name = 'istio-ca-root-cert'
const key = 'root-cert.pem'

export interface Publication {
  readonly namespace: string
  readonly verb: 'create' | 'update'
}

/** Namespaces whose copy of the root certificate is missing or differs; those being deleted are left alone. */
export function duePublications(store: Pick<ObjectStore, 'ofKind'>, rootPem: string): Publication[] {
  const copies = new Map(
    store.ofKind('ConfigMap').flatMap((object): [string, string | undefined][] => {
      const parsed = configMap.safeParse(object)
      if (!parsed.success || parsed.data.metadata.name !== name) return []
      return [[parsed.data.metadata.namespace ?? '', parsed.data.data?.[key]]]
    }),
  )
  return store.ofKind('Namespace').flatMap((object): Publication[] => {
    const parsed = namespaceSchema.safeParse(object)
    if (!parsed.success || parsed.data.metadata.deletionTimestamp) return []
    const namespace = parsed.data.metadata.name
    if (!copies.has(namespace)) return [{ namespace, verb: 'create' }]
    return copies.get(namespace) === rootPem ? [] : [{ namespace, verb: 'update' }]
  })
}

/** Writes one namespace's copy. A copy that appeared meanwhile is not an error: the watch will bring it. */
export async function publishRoot(http: ClusterHttp, { namespace, verb }: Publication, rootPem: string): Promise<void> {
  const collection = `/api/v1/namespaces/${namespace}/configmaps`
  const body = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, namespace, labels: { 'istio.io/config': 'true' } },
    data: { [key]: rootPem },
  }
  try {
    if (verb === 'create') await http.json({ method: 'POST', path: collection, body })
    else await http.json({ method: 'PATCH', path: `${collection}/${name}`, body: { data: body.data } })
  } catch (error) {
    if (error instanceof ClusterHttpError && (error.status === 409 || error.status === 404)) return
    throw error
  }
}
