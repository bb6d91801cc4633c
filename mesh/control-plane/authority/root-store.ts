import { z } from 'zod'
import { type ClusterHttp, ClusterHttpError } from '../ingest/cluster-port.ts'
import { createRoot, type RootMaterial } from './root.ts'

const namespace = 'istio-system'
const name = 'istio-ca-secret'
const collection = `/api/v1/namespaces/${namespace}/secrets`
const stored = z.looseObject({ data: z.looseObject({ 'ca-cert.pem': z.string(), 'ca-key.pem': z.string() }) })

/**
 * The root that is kept in Secret istio-system/istio-ca-secret; made and stored there when there is none.
 * @throws ClusterHttpError when the cluster API refuses, Error when it can't be reached
 */
export async function loadOrCreateRoot(http: ClusterHttp, trustDomain: string, now: number): Promise<RootMaterial> {
  const found = await readRoot(http)
  if (found !== undefined) return found
  const root = await createRoot(trustDomain, now)
  try {
    await http.json({ method: 'POST', path: collection, body: secretOf(root) })
    return root
  } catch (error) {
    // Another control plane was faster: its root is the mesh's.
    const theirs = error instanceof ClusterHttpError && error.status === 409 ? await readRoot(http) : undefined
    if (theirs === undefined) throw error
    return theirs
  }
}

async function readRoot(http: ClusterHttp): Promise<RootMaterial | undefined> {
  try {
    const { data } = stored.parse(await http.json({ method: 'GET', path: `${collection}/${name}` }))
    return { certificatePem: decode(data['ca-cert.pem']), keyPem: decode(data['ca-key.pem']) }
  } catch (error) {
    if (error instanceof ClusterHttpError && error.status === 404) return undefined
    throw error
  }
}

function secretOf({ certificatePem, keyPem }: RootMaterial) {
  const data = {
    'ca-cert.pem': certificatePem,
    'ca-key.pem': keyPem,
    'root-cert.pem': certificatePem,
    'cert-chain.pem': '',
  }
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name, namespace },
    type: 'istio.io/ca-root',
    data: Object.fromEntries(Object.entries(data).map(([key, text]) => [key, Buffer.from(text).toString('base64')])),
  }
}

function decode(base64: string): string {
  return Buffer.from(base64, 'base64').toString('utf8')
}
