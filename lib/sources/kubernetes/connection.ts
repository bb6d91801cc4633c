import { statSync } from 'node:fs'
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { Agent, request as httpsRequest, type RequestOptions } from 'node:https'
import { KubeConfig } from '@kubernetes/client-node'
import { messageOf, sourceUnavailable } from '../../domain/model/heddle-error.ts'

export interface KubernetesRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly path: string
  readonly query?: Readonly<Record<string, string>> | undefined
  readonly body?: unknown
  readonly contentType?: string | undefined
  readonly signal?: AbortSignal | undefined
  /** Milliseconds without a byte after which the connection counts as dead. */
  readonly idleMs: number
}

/** Opens requests to one API server. */
export interface KubernetesConnection {
  /** The answer with its body still to be read, whatever its status. @throws HeddleError SOURCE_UNAVAILABLE */
  open(request: KubernetesRequest): Promise<IncomingMessage>
  close(): void
}

/**
 * Connects as a kubeconfig says, or as a pod of the cluster when there is none. The file is read when first needed and
 * again when it changed: it may be written after the console started, and its credentials may be renewed.
 */
export class KubeconfigConnection implements KubernetesConnection {
  readonly #path: string | undefined
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 64 })
  #loaded: { readonly config: KubeConfig; readonly stamp: number } | undefined

  constructor(path: string | undefined) {
    this.#path = path
  }

  async open(ask: KubernetesRequest): Promise<IncomingMessage> {
    const config = this.#config()
    const cluster = config.getCurrentCluster()
    if (cluster === null) throw sourceUnavailable('The cluster API', 'the kubeconfig names no current cluster')
    const url = new URL(cluster.server.replace(/\/$/, '') + ask.path)
    url.search = new URLSearchParams(ask.query ?? {}).toString()
    const options: RequestOptions = {}
    await config.applyToHTTPSOptions(options)
    const headers = { ...textHeaders(options.headers), ...bodyHeaders(ask), accept: 'application/json' }
    const secure = url.protocol === 'https:'
    return send(url, { ...options, agent: secure ? this.#agent : undefined, headers, method: ask.method }, ask)
  }

  close(): void {
    this.#agent.destroy()
  }

  #config(): KubeConfig {
    const stamp = this.#stamp()
    if (this.#loaded?.stamp === stamp) return this.#loaded.config
    const config = new KubeConfig()
    try {
      if (this.#path === undefined) config.loadFromCluster()
      else config.loadFromFile(this.#path)
    } catch (error) {
      throw sourceUnavailable('The cluster API', `its kubeconfig can't be read: ${messageOf(error)}`, error)
    }
    this.#loaded = { config, stamp }
    return config
  }

  #stamp(): number {
    if (this.#path === undefined) return 0
    try {
      return statSync(this.#path).mtimeMs
    } catch (error) {
      throw sourceUnavailable('The cluster API', `its kubeconfig ${this.#path} is not there`, error)
    }
  }
}

/** Only headers that the kubeconfig asks for: nothing of a client's request ever gets here. */
function textHeaders(headers: RequestOptions['headers']): Record<string, string> {
  const entries = Object.entries(headers ?? {})
  return Object.fromEntries(entries.flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])))
}

function bodyHeaders({ body, contentType }: KubernetesRequest): Record<string, string> {
  if (body === undefined) return {}
  const length = Buffer.byteLength(JSON.stringify(body))
  return { 'content-type': contentType ?? 'application/json', 'content-length': String(length) }
}

function send(url: URL, options: RequestOptions, ask: KubernetesRequest): Promise<IncomingMessage> {
  const { signal, idleMs, body } = ask
  return new Promise((resolve, reject) => {
    const make = url.protocol === 'https:' ? httpsRequest : httpRequest
    const request = make(url, signal === undefined ? options : { ...options, signal }, resolve)
    const dead = () => request.destroy(new Error(`nothing was received for ${Math.round(idleMs / 1_000)} s`))
    request.setTimeout(idleMs, dead)
    request.once('error', (error) => {
      reject(signal?.aborted === true ? signal.reason : sourceUnavailable('The cluster API', reasonOf(error), error))
    })
    request.end(body === undefined ? undefined : JSON.stringify(body))
  })
}

function reasonOf(error: Error): string {
  const code = 'code' in error ? error.code : undefined
  if (code === 'ECONNREFUSED') return 'connection refused'
  if (code === 'ECONNRESET') return 'the connection was cut'
  return error.message === '' ? String(code) : error.message
}
