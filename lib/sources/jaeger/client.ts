import type { ZodType } from 'zod'
import { HeddleError, messageOf, sourceUnavailable } from '../../domain/model/heddle-error.ts'
import { parseAnswer } from '../http/parse-answer.ts'
import { readLimited } from '../http/read-limited.ts'
import { errorAnswer } from './schema.ts'

export interface JaegerClientOptions {
  /** Base address of the query API, with its path prefix if it has one. */
  readonly url: string
  readonly timeoutMs?: number
  readonly maxBodyBytes?: number
  /** For one whole trace, which may be tens of megabytes. */
  readonly traceTimeoutMs?: number
}

export interface JaegerRequest<T> {
  readonly path: string
  readonly query?: Readonly<Record<string, string>>
  readonly schema: ZodType<T>
  readonly signal?: AbortSignal | undefined
  /** For one whole trace, which may be much more than a list. */
  readonly limits?: { readonly timeoutMs: number; readonly maxBodyBytes: number }
}

export interface JaegerClient {
  /** @returns null for 404. @throws HeddleError SOURCE_UNAVAILABLE; the abort reason when the signal aborted */
  get<T>(request: JaegerRequest<T>): Promise<T | null>
}

const name = 'The trace store'

/** GETs JSON from Jaeger's query API with a time limit and a limit on what is read. */
export function createJaegerClient(options: JaegerClientOptions): JaegerClient {
  const { url, ...usual } = options
  const defaults = { timeoutMs: usual.timeoutMs ?? 10_000, maxBodyBytes: usual.maxBodyBytes ?? 64 * 1_048_576 }
  const base = url.replace(/\/+$/, '')
  return {
    get: async ({ path, query, schema, signal, limits }) => {
      const { timeoutMs, maxBodyBytes } = limits ?? defaults
      const target = `${base}${path}${query === undefined ? '' : `?${new URLSearchParams(query).toString()}`}`
      const limit = AbortSignal.timeout(timeoutMs)
      try {
        const response = await fetch(target, {
          signal: signal === undefined ? limit : AbortSignal.any([signal, limit]),
        })
        if (response.status === 404) {
          await response.body?.cancel()
          return null
        }
        const text = await readLimited(response, maxBodyBytes, name)
        if (!response.ok) throw sourceUnavailable(name, `${response.status} ${refusal(text)}`.trim())
        return parseAnswer(name, json(text), schema)
      } catch (error) {
        if (signal?.aborted === true || error instanceof HeddleError) throw error
        const reason = limit.aborted ? `no answer within ${timeoutMs / 1_000} s` : causeOf(error)
        throw sourceUnavailable(name, reason, error)
      }
    },
  }
}

function refusal(text: string): string {
  const parsed = errorAnswer.safeParse(json(text))
  return parsed.success ? (parsed.data.errors[0]?.msg ?? '') : ''
}

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** fetch hides the reason behind "fetch failed". */
function causeOf(error: unknown): string {
  return error instanceof Error && error.cause instanceof Error ? error.cause.message : messageOf(error)
}
