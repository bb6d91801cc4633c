import { KubeConfig, CustomObjectsApi, setHeaderOptions, PatchStrategy } from '@kubernetes/client-node'
import type { MeshState } from '../support/mesh-instance.ts'

type Written = { resourceVersion: string; acceptedAt: number }
type Route = { metadata: { resourceVersion: string } }

const where = {
  group: 'networking.istio.io',
  version: 'v1',
  namespace: 'bookinfo',
  plural: 'virtualservices',
  name: 'reviews',
}

/** Writes the weights of reviews v1 and v2 straight to the cluster API, as any other client would. */
export async function reviewsRoute({
  kubeconfig,
}: MeshState): Promise<{ setWeights: (weights: [number, number]) => Promise<Written> }> {
  const config = new KubeConfig()
  config.loadFromFile(kubeconfig)
  const api = config.makeApiClient(CustomObjectsApi)
  await api.getNamespacedCustomObject(where)
  return {
    async setWeights([v1, v2]) {
      const route = [
        { destination: { host: 'reviews', subset: 'v1' }, weight: v1 },
        { destination: { host: 'reviews', subset: 'v2' }, weight: v2 },
      ]
      const body = [{ op: 'replace', path: '/spec/http', value: [{ route }] }]
      const written = (await api.patchNamespacedCustomObject(
        { ...where, body },
        setHeaderOptions('Content-Type', PatchStrategy.JsonPatch),
      )) as Route
      return { resourceVersion: written.metadata.resourceVersion, acceptedAt: Date.now() }
    },
  }
}
