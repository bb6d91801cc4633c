import { Agent as PlainAgent, request as requestHttp, type IncomingMessage, type RequestOptions } from 'node:http'
import { Agent, request as requestHttps } from 'node:https'
import { text } from 'node:stream/consumers'
import { ClusterHttpError, type ClusterCall, type ClusterHttp } from './cluster-port.ts'
import { readClusterAccess, type ClusterAccess } from './kubeconfig.ts'

const answerTimeoutMs = 10_000
const credentialsMs = 60_000

/** An access with the agent that keeps its connections. */
interface Connection {
  readonly access: ClusterAccess
  readonly agent: Agent | PlainAgent
}

/**
 * Client for the cluster of KUBECONFIG, else in-cluster.
 * @throws Error with one sentence when there is none
 */
export function clusterHttp(read: () => ClusterAccess = () => readClusterAccess(process.env)): ClusterHttp {
  const connection = renewedConnection(read)
  const stream = async (call: ClusterCall): Promise<IncomingMessage> => {
    const response = await send(connection(), call)
    const status = response.statusCode ?? 0
    if (status >= 200 && status < 300) return response
    throw new ClusterHttpError(status, call.path, await text(response))
  }
  return { stream, json: async (call) => JSON.parse(await text(await stream(call))) }
}

/** Credentials are read anew every minute, since a cluster renews them; an unreadable file leaves the last ones. */
function renewedConnection(read: () => ClusterAccess): () => Connection {
  let current = connect(read())
  let readAt = Date.now()
  return () => {
    if (Date.now() - readAt < credentialsMs) return current
    readAt = Date.now()
    try {
      const access = read()
      if (JSON.stringify(access) !== JSON.stringify(current.access)) current = connect(access)
    } catch {
      // It is being written, or gone for the moment.
    }
    return current
  }
}

function connect(access: ClusterAccess): Connection {
  const { ca, clientCertificate } = access
  const agent = access.server.startsWith('https:')
    ? new Agent({ keepAlive: true, ...(ca && { ca }), ...clientCertificate })
    : new PlainAgent({ keepAlive: true })
  return { access, agent }
}

function send({ access, agent }: Connection, call: ClusterCall): Promise<IncomingMessage> {
  const body = call.body === undefined ? undefined : JSON.stringify(call.body)
  const url = new URL(call.path, access.server)
  const authorization = access.token === undefined ? {} : { authorization: `Bearer ${access.token}` }
  const options: RequestOptions = {
    agent,
    method: call.method,
    headers: { ...authorization, ...headersOf(call, body) },
    ...(call.signal && { signal: call.signal }),
  }
  return new Promise((resolve, reject) => {
    const sent = url.protocol === 'https:' ? requestHttps(url, options) : requestHttp(url, options)
    const timer = setTimeout(() => sent.destroy(new Error(`no answer to ${call.path} in 10 s`)), answerTimeoutMs)
    sent.on('response', (response) => (clearTimeout(timer), resolve(response)))
    sent.on('error', (error) => (clearTimeout(timer), reject(error)))
    sent.end(body)
  })
}

function headersOf(call: ClusterCall, body: string | undefined): Record<string, string> {
  if (body === undefined) return { accept: 'application/json' }
  const type = call.method === 'PATCH' ? 'application/merge-patch+json' : 'application/json'
  return { accept: 'application/json', 'content-type': type, 'content-length': String(Buffer.byteLength(body)) }
}
