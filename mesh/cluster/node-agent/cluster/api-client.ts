import { readFileSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { Agent, request, type RequestOptions } from 'node:https'
import { parse } from 'yaml'
import { z } from 'zod'

const kubeconfig = z.object({
  clusters: z
    .array(z.object({ cluster: z.object({ server: z.url(), 'certificate-authority-data': z.string() }) }))
    .min(1),
  users: z.array(z.object({ user: z.object({ token: z.string() }) })).min(1),
})
const status = z.object({ message: z.string() })
const timeoutMs = 15_000

/** The cluster API answered with a failure; `code` is the HTTP status. */
export class ApiFailure extends Error {
  readonly code: number

  constructor(code: number, message: string) {
    super(message)
    this.code = code
  }
}

export type ApiRequest = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly path: string
  readonly body?: unknown
  readonly contentType?: string
}

type Access = { readonly text: string; readonly server: string; readonly token: string; readonly agent: Agent }

/** Few calls of the Kubernetes API over HTTPS with a kubeconfig's server, CA and token. */
export class ApiClient {
  readonly #path: string
  #access: Access

  /** @throws Error when the file is missing or names no server, CA or token */
  constructor(path: string) {
    this.#path = path
    this.#access = readAccess(path)
  }

  /**
   * The parsed JSON answer.
   * @throws ApiFailure for an answer of 400 and above, Error when there is none within 15 s
   */
  async call(call: ApiRequest): Promise<unknown> {
    const response = await this.#open(call, AbortSignal.timeout(timeoutMs))
    const text = await readAll(response)
    if ((response.statusCode ?? 500) >= 400) throw failureOf(response, text)
    return JSON.parse(text)
  }

  /** The lines of a watch, each as parsed JSON, until the server or `signal` ends it. */
  async *stream(path: string, signal: AbortSignal): AsyncGenerator<unknown> {
    const response = await this.#open({ method: 'GET', path }, signal)
    if ((response.statusCode ?? 500) >= 400) throw failureOf(response, await readAll(response))
    let rest = ''
    response.setEncoding('utf8')
    for await (const chunk of response) {
      const lines = (rest + String(chunk)).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) if (line !== '') yield JSON.parse(line)
    }
  }

  close(): void {
    this.#access.agent.destroy()
  }

  /** A cluster that was set up anew has another CA and other tokens: its new kubeconfig is taken up after a failure. */
  #reload(): void {
    try {
      const fresh = readAccess(this.#path)
      if (fresh.text === this.#access.text) return
      this.#access.agent.destroy()
      this.#access = fresh
    } catch {
      // It is being written, or gone for the moment: the old one stays.
    }
  }

  async #open({ method, path, body, contentType }: ApiRequest, signal: AbortSignal): Promise<IncomingMessage> {
    const { server, token, agent } = this.#access
    const text = body === undefined ? undefined : JSON.stringify(body)
    const content =
      text === undefined
        ? {}
        : { 'content-type': contentType ?? 'application/json', 'content-length': Buffer.byteLength(text) }
    const headers = { authorization: `Bearer ${token}`, accept: 'application/json', ...content }
    try {
      const response = await send(new URL(path, server), { method, headers, agent, signal }, text)
      if (response.statusCode === 401) this.#reload()
      return response
    } catch (error) {
      this.#reload()
      throw error
    }
  }
}

function send(url: URL, options: RequestOptions, text: string | undefined): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const sent = request(url, options, resolve)
    sent.on('error', reject)
    sent.end(text)
  })
}

function readAccess(path: string): Access {
  const text = readFileSync(path, 'utf8')
  const { clusters, users } = kubeconfig.parse(parse(text))
  const cluster = clusters[0]?.cluster
  if (cluster === undefined) throw new Error(`${path} names no cluster`)
  const agent = new Agent({ ca: Buffer.from(cluster['certificate-authority-data'], 'base64'), keepAlive: true })
  return { text, server: cluster.server, token: users[0]?.user.token ?? '', agent }
}

async function readAll(response: IncomingMessage): Promise<string> {
  let text = ''
  response.setEncoding('utf8')
  for await (const chunk of response) text += String(chunk)
  return text
}

function failureOf({ statusCode = 500 }: IncomingMessage, text: string): ApiFailure {
  try {
    return new ApiFailure(statusCode, status.parse(JSON.parse(text)).message)
  } catch {
    return new ApiFailure(statusCode, text.slice(0, 200))
  }
}
