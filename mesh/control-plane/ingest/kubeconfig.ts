import { existsSync, readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'

/** How to reach a cluster API and who asks. */
export interface ClusterAccess {
  readonly server: string
  readonly ca?: Buffer
  readonly token?: string
  readonly clientCertificate?: { readonly cert: Buffer; readonly key: Buffer }
}

const named = <T extends z.ZodType>(field: string, value: T) =>
  z.array(z.looseObject({ name: z.string(), [field]: value })).default([])
const cluster = z.looseObject({
  server: z.url(),
  'certificate-authority': z.string().optional(),
  'certificate-authority-data': z.string().optional(),
})
const user = z.looseObject({
  token: z.string().optional(),
  tokenFile: z.string().optional(),
  'client-certificate': z.string().optional(),
  'client-certificate-data': z.string().optional(),
  'client-key': z.string().optional(),
  'client-key-data': z.string().optional(),
})
const schema = z.looseObject({
  'current-context': z.string().default(''),
  clusters: named('cluster', cluster),
  users: named('user', user),
  contexts: named('context', z.looseObject({ cluster: z.string(), user: z.string() })),
})

const accountDir = '/var/run/secrets/kubernetes.io/serviceaccount'

/**
 * The current context of the kubeconfig that KUBECONFIG names, else the account of the pod. Read by hand: the official
 * client brings every API of Kubernetes with it, which is half of this process's start.
 * @throws Error with one sentence when neither names a cluster, or the login is of a kind not supported here
 */
export function readClusterAccess(env: Readonly<Record<string, string | undefined>>): ClusterAccess {
  const path = env['KUBECONFIG']
  if (path !== undefined && path !== '') return kubeconfigAccess(readFileSync(path, 'utf8'), path)
  const [host, port] = [env['KUBERNETES_SERVICE_HOST'], env['KUBERNETES_SERVICE_PORT']]
  if (host === undefined || port === undefined || !existsSync(`${accountDir}/token`))
    throw new Error('KUBECONFIG names no cluster to connect to, and this is not a pod')
  const token = readFileSync(`${accountDir}/token`, 'utf8').trim()
  return { server: `https://${host}:${port}`, ca: readFileSync(`${accountDir}/ca.crt`), token }
}

/** @throws Error with one sentence that names the file and what it lacks */
export function kubeconfigAccess(text: string, path: string): ClusterAccess {
  const config = schema.parse(parse(text))
  const wanted = config['current-context']
  const context = config.contexts.find(({ name }) => name === wanted) ?? config.contexts[0]
  const names = z.looseObject({ cluster: z.string(), user: z.string() }).safeParse(context?.['context']).data
  const found = cluster.safeParse(config.clusters.find(({ name }) => name === names?.cluster)?.['cluster']).data
  if (found === undefined) throw new Error(`${path} names no cluster for its current context`)
  const login = user.parse(config.users.find(({ name }) => name === names?.user)?.['user'] ?? {})
  if ('exec' in login || 'auth-provider' in login)
    throw new Error(`${path} logs in by a plugin: give the control plane a kubeconfig with a token or a certificate`)
  const content = contentOf(dirname(path))
  const ca = content(found, 'certificate-authority')
  const [cert, key] = [content(login, 'client-certificate'), content(login, 'client-key')]
  const token =
    login.token ??
    (login.tokenFile === undefined ? undefined : readFileSync(resolve(dirname(path), login.tokenFile), 'utf8').trim())
  return {
    server: found.server,
    ...(ca && { ca }),
    ...(token !== undefined && { token }),
    ...(cert && key && { clientCertificate: { cert, key } }),
  }
}

/** A field that is written into the file (`-data`, base64) or names a file relative to it. */
function contentOf(folder: string) {
  return (object: Readonly<Record<string, unknown>>, field: string): Buffer | undefined => {
    const [data, file] = [object[`${field}-data`], object[field]]
    if (typeof data === 'string') return Buffer.from(data, 'base64')
    return typeof file === 'string' ? readFileSync(resolve(folder, file)) : undefined
  }
}
