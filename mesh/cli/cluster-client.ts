import { readFileSync } from 'node:fs'
import { Agent, request } from 'node:https'
import { parse } from 'yaml'
import { z } from 'zod'
import type { Manifest } from './apply-scenario.ts'

const kubeconfig = z.object({
  clusters: z
    .array(z.object({ cluster: z.object({ server: z.string(), 'certificate-authority-data': z.string() }) }))
    .min(1),
  users: z.array(z.object({ user: z.object({ token: z.string() }) })).min(1),
})

const plurals: Record<string, string> = { PeerAuthentication: 'peerauthentications', NetworkPolicy: 'networkpolicies' }
const clusterScoped = new Set([
  'Namespace',
  'Node',
  'ClusterRole',
  'ClusterRoleBinding',
  'GatewayClass',
  'CustomResourceDefinition',
])

type Answer = { status: number; body: string }

/** The few calls that the command line makes of the cluster API. */
export type ClusterClient = {
  ready: () => Promise<boolean>
  create: (object: Manifest) => Promise<'created' | 'exists'>
  mergePatch: (object: Manifest) => Promise<void>
  /** Whether every Deployment has all the replicas it asks for. */
  deploymentsAvailable: () => Promise<boolean>
}

const deployments = z.object({
  items: z.array(
    z.object({
      spec: z.object({ replicas: z.number().default(1) }),
      status: z.object({ availableReplicas: z.number().default(0) }).default({ availableReplicas: 0 }),
    }),
  ),
})

/** Client for the server and token of a kubeconfig file. */
export function clusterClient(path: string): ClusterClient {
  const call = caller(path)
  return {
    ready: () =>
      call('GET', '/readyz').then(
        ({ status }) => status === 200,
        () => false,
      ),
    async create(object) {
      const { status, body } = await call('POST', collectionPath(object), {
        type: 'application/json',
        text: JSON.stringify(object),
      })
      if (status === 409) return 'exists'
      if (status >= 300) throw refused(object, status, body)
      return 'created'
    },
    deploymentsAvailable: () =>
      call('GET', '/apis/apps/v1/deployments').then(
        ({ body }) => {
          const { items } = deployments.parse(JSON.parse(body))
          return items.every(({ spec, status }) => status.availableReplicas >= spec.replicas)
        },
        () => false,
      ),
    async mergePatch(object) {
      const resource = `${collectionPath(object)}/${object.metadata.name}`
      const { status, body } = await call('PATCH', resource, {
        type: 'application/strategic-merge-patch+json',
        text: JSON.stringify(object),
      })
      if (status >= 300) throw refused(object, status, body)
    },
  }
}

function refused(object: Manifest, status: number, body: string): Error {
  return new Error(`the cluster API refused ${object.kind} ${object.metadata.name} (${status}): ${messageOf(body)}`)
}

function messageOf(body: string): string {
  const parsed = z.object({ message: z.string() }).safeParse(parse(body))
  return parsed.success ? parsed.data.message : body.slice(0, 200)
}

function collectionPath({ apiVersion, kind, metadata }: Manifest): string {
  const group = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`
  const plural = plurals[kind] ?? pluralOf(kind.toLowerCase())
  return clusterScoped.has(kind)
    ? `${group}/${plural}`
    : `${group}/namespaces/${metadata.namespace ?? 'default'}/${plural}`
}

function pluralOf(kind: string): string {
  if (kind.endsWith('y') && !kind.endsWith('ay')) return `${kind.slice(0, -1)}ies`
  return kind.endsWith('s') ? `${kind}es` : `${kind}s`
}

function caller(
  path: string,
): (method: string, url: string, content?: { type: string; text: string }) => Promise<Answer> {
  const { clusters, users } = kubeconfig.parse(parse(readFileSync(path, 'utf8')))
  const [first] = clusters
  const [user] = users
  if (first === undefined || user === undefined) throw new Error(`${path} names no cluster or no user`)
  const agent = new Agent({ ca: Buffer.from(first.cluster['certificate-authority-data'], 'base64'), keepAlive: false })
  const authorization = `Bearer ${user.user.token}`
  return (method, url, content) =>
    new Promise((resolve, reject) => {
      const headers = {
        authorization,
        ...(content === undefined
          ? {}
          : { 'content-type': content.type, 'content-length': Buffer.byteLength(content.text) }),
      }
      const sent = request(
        new URL(url, first.cluster.server),
        { method, agent, headers, timeout: 10_000 },
        (response) => {
          let body = ''
          response.setEncoding('utf8')
          response.on('data', (chunk: string) => (body += chunk))
          response.on('end', () => resolve({ status: response.statusCode ?? 0, body }))
        },
      )
      sent.on('timeout', () => sent.destroy(new Error('the cluster API did not answer within 10 s')))
      sent.on('error', reject)
      sent.end(content?.text)
    })
}
