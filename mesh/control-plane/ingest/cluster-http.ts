import { KubeConfig } from '@kubernetes/client-node'
import { request as requestHttp, type IncomingMessage, type OutgoingHttpHeaders, type RequestOptions } from 'node:http'
import { request as requestHttps, type RequestOptions as SecureOptions } from 'node:https'
import { text } from 'node:stream/consumers'
import { ClusterHttpError, type ClusterCall, type ClusterHttp } from './cluster-port.ts'

const answerTimeoutMs = 10_000
const credentialsMs = 60_000

/** Client for the current context of a kubeconfig (`KUBECONFIG`, else in-cluster). */
export function clusterHttp(config: KubeConfig = loadedConfig()): ClusterHttp {
  const server = config.getCurrentCluster()?.server
  if (server === undefined) throw new Error('KUBECONFIG names no cluster to connect to')
  const credentials = renewedCredentials(config)
  const stream = async (call: ClusterCall): Promise<IncomingMessage> => {
    const response = await send(new URL(call.path, server), await credentials(), call)
    const status = response.statusCode ?? 0
    if (status >= 200 && status < 300) return response
    throw new ClusterHttpError(status, call.path, await text(response))
  }
  return { stream, json: async (call) => JSON.parse(await text(await stream(call))) }
}

/** The kubeconfig's credentials, read anew every minute: each reading makes an agent of its own, so not for every call. */
function renewedCredentials(config: KubeConfig): () => Promise<SecureOptions> {
  let current: SecureOptions | undefined
  let readAt = 0
  return async () => {
    if (current !== undefined && Date.now() - readAt < credentialsMs) return current
    const options: SecureOptions = {}
    await config.applyToHTTPSOptions(options)
    readAt = Date.now()
    current = options
    return options
  }
}

function loadedConfig(): KubeConfig {
  const config = new KubeConfig()
  config.loadFromDefault()
  return config
}

function send(url: URL, credentials: SecureOptions, call: ClusterCall): Promise<IncomingMessage> {
  const body = call.body === undefined ? undefined : JSON.stringify(call.body)
  const options: RequestOptions = {
    ...credentials,
    method: call.method,
    headers: { ...givenHeaders(credentials), ...headersOf(call, body) },
    ...(call.signal && { signal: call.signal }),
  }
  return new Promise((resolve, reject) => {
    const sent =
      url.protocol === 'https:' ? requestHttps(url, options) : requestHttp(url, { ...options, agent: undefined })
    const timer = setTimeout(() => sent.destroy(new Error(`no answer to ${call.path} in 10 s`)), answerTimeoutMs)
    sent.on('response', (response) => (clearTimeout(timer), resolve(response)))
    sent.on('error', (error) => (clearTimeout(timer), reject(error)))
    sent.end(body)
  })
}

// A kubeconfig's token arrives as a header object; the list form is never used.
function givenHeaders({ headers }: SecureOptions): OutgoingHttpHeaders {
  return Object.fromEntries(Object.entries(headers ?? {}))
}

function headersOf(call: ClusterCall, body: string | undefined): Record<string, string> {
  if (body === undefined) return { accept: 'application/json' }
  const type = call.method === 'PATCH' ? 'application/merge-patch+json' : 'application/json'
  return { accept: 'application/json', 'content-type': type, 'content-length': String(Buffer.byteLength(body)) }
}
