import type { z } from 'zod'
import { HeddleError, messageOf, sourceUnavailable } from '../../domain/model/heddle-error.ts'
import { fetchFailure } from '../http/fetch-failure.ts'
import { Gate } from '../http/gate.ts'
import { parseAnswer } from '../http/parse-answer.ts'
import { readChunks, readLimited } from '../http/read-limited.ts'
import { failedAnswer } from './schema.ts'
import { VectorStream, type TakeRows } from './vector-stream.ts'

export interface PrometheusOptions {
  readonly url: string
  readonly timeoutMs: number
  readonly maxBodyBytes: number
  readonly maxInFlight: number
  /** Unix milliseconds. */
  readonly now: () => number
  /** Who answers instead of the network: a capsule. */
  readonly fetch?: typeof fetch | undefined
}

/** The Date header has whole seconds, and the answer was under way. */
const TELLING_SKEW_MS = 3_000

export const prometheusDefaults = { timeoutMs: 10_000, maxBodyBytes: 64 * 1024 * 1024, maxInFlight: 20 }

type Path =
  | '/api/v1/query'
  | '/api/v1/query_range'
  | '/api/v1/status/buildinfo'
  | '/api/v1/status/runtimeinfo'
  | '/api/v1/targets'

export interface Ask<T> {
  readonly params: Readonly<Record<string, string>>
  readonly schema: z.ZodType<T>
  readonly signal?: AbortSignal | undefined
}

/** Prometheus' HTTP API: one time limit, one body limit, a bounded number in flight. Follows no redirect. */
export class PrometheusHttp {
  readonly #options: PrometheusOptions
  readonly #gate: Gate
  readonly #headers: Readonly<Record<string, string>>
  #skewMs = 0

  constructor(options: PrometheusOptions) {
    this.#options = options
    this.#gate = new Gate(options.maxInFlight)
    // Over loopback compressing costs more than it saves.
    const { hostname } = new URL(options.url)
    this.#headers = /^(localhost|127\.[\d.]+|\[::1\])$/.test(hostname) ? { 'accept-encoding': 'identity' } : {}
  }

  /** How far Prometheus' clock is ahead of ours, in milliseconds; 0 below what its Date header can tell. */
  get skewMs(): number {
    return Math.abs(this.#skewMs) > TELLING_SKEW_MS ? this.#skewMs : 0
  }

  /** @throws HeddleError SOURCE_UNAVAILABLE with one sentence; an abort of the asker is passed on as it is */
  async get<T>(path: Path, ask: Ask<T>): Promise<T> {
    return this.#gate.run(() => this.#fetch(path, ask), ask.signal)
  }

  /**
   * An instant query whose rows are handed over as they come.
   * @throws HeddleError SOURCE_UNAVAILABLE with one sentence; rows may have been handed over before
   */
  async rows({ params, signal }: Omit<Ask<never>, 'schema'>, take: TakeRows): Promise<{ warnings: readonly string[] }> {
    const read = async (response: Response) => {
      const { maxBodyBytes } = this.#options
      if (response.status >= 400)
        throw refusal(parseJson(await readLimited(response, maxBodyBytes), response.status), response.status)
      const stream = new VectorStream(take)
      await readChunks(response, { maxBytes: maxBodyBytes }, (text) => stream.push(text))
      return stream.end()
    }
    return this.#gate.run(() => this.#exchange('/api/v1/query', { params, signal }, read), signal)
  }

  #fetch<T>(path: Path, { params, schema, signal }: Ask<T>): Promise<T> {
    const read = async (response: Response) =>
      answerOf(await readLimited(response, this.#options.maxBodyBytes), response.status, schema)
    return this.#exchange(path, { params, signal }, read)
  }

  async #exchange<T>(
    path: Path,
    { params, signal }: Omit<Ask<never>, 'schema'>,
    read: (response: Response) => Promise<T>,
  ): Promise<T> {
    const { timeoutMs, url } = this.#options
    const limit = AbortSignal.timeout(timeoutMs)
    const request = buildRequest(`${url.replace(/\/$/, '')}${path}`, { ...params, timeout: `${timeoutMs}ms` })
    try {
      const response = await (this.#options.fetch ?? fetch)(request.url, {
        ...request.init,
        headers: this.#headers,
        redirect: 'error',
        signal: signal === undefined ? limit : AbortSignal.any([limit, signal]),
      })
      this.#compareClocks(response.headers.get('date'))
      return await read(response)
    } catch (error) {
      if (error instanceof HeddleError || signal?.aborted === true) throw error
      throw sourceUnavailable('Prometheus', fetchFailure(error, timeoutMs), error)
    }
  }

  #compareClocks(date: string | null): void {
    const theirs = Date.parse(date ?? '')
    if (!Number.isNaN(theirs)) this.#skewMs = theirs + 500 - this.#options.now()
  }
}

/** Queries go by POST, which has no limit of length. */
function buildRequest(url: string, params: Record<string, string>): { url: string; init: RequestInit } {
  const body = new URLSearchParams(params)
  if (url.endsWith('/query') || url.endsWith('/query_range')) return { url, init: { method: 'POST', body } }
  return { url: `${url}?${body.toString()}`, init: { method: 'GET' } }
}

function answerOf<T>(text: string, status: number, schema: z.ZodType<T>): T {
  const json = parseJson(text, status)
  if (status >= 400) throw refusal(json, status)
  return parseAnswer('Prometheus', json, schema)
}

function refusal(json: unknown, status: number): HeddleError {
  const failed = failedAnswer.safeParse(json)
  const reason = failed.success ? `${failed.data.errorType}: ${failed.data.error}` : `status ${status}`
  return new HeddleError('SOURCE_UNAVAILABLE', `Prometheus refused the query: ${reason}`)
}

function parseJson(text: string, status: number): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw sourceUnavailable('Prometheus', `status ${status} without JSON (${messageOf(error)})`)
  }
}
