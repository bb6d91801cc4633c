import { readFileSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { Agent, request } from 'node:https'
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

/** Few calls of the Kubernetes API over HTTPS with a kubeconfig's server, CA and token. */
export class ApiClient {
  readonly #server: string
  readonly #token: string
  readonly #agent: Agent

  /** @throws Error when the file is missing or names no server, CA or token */
  constructor(path: string) {
    const { clusters, users } = kubeconfig.parse(parse(readFileSync(path, 'utf8')))
    const cluster = clusters[0]?.cluster
    if (cluster === undefined) throw new Error(`${path} names no cluster`)
    this.#server = cluster.server
    this.#token = users[0]?.user.token ?? ''
    this.#agent = new Agent({ ca: Buffer.from(cluster['certificate-authority-data'], 'base64'), keepAlive: true })
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
    this.#agent.destroy()
  }

  #open({ method, path, body, contentType }: ApiRequest, signal: AbortSignal): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      const text = body === undefined ? undefined : JSON.stringify(body)
      const headers = {
        authorization: `Bearer ${this.#token}`,
        accept: 'application/json',
        ...(text === undefined
          ? {}
          : { 'content-type': contentType ?? 'application/json', 'content-length': Buffer.byteLength(text) }),
      }
      const sent = request(new URL(path, this.#server), { method, headers, agent: this.#agent, signal }, resolve)
      sent.on('error', reject)
      sent.end(text)
    })
  }
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
