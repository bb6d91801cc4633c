import type { IncomingMessage } from 'node:http'
import type { z } from 'zod'
import { HeddleError, sourceUnavailable } from '../../domain/model/heddle-error.ts'
import { parseAnswer } from '../http/parse-answer.ts'
import type { KubernetesConnection, KubernetesRequest } from './connection.ts'
import { statusAnswer } from './schema.ts'

const MAX_BODY_BYTES = 64 * 1024 * 1024
const name = 'The cluster API'

/** A request whose whole answer is wanted. */
export type Exchange<T> = Omit<KubernetesRequest, 'idleMs'> & { readonly schema: z.ZodType<T> }

/**
 * Asks and parses. Null for 404 on GET.
 * @throws HeddleError by the API server's own reason: CONFLICT, UNPROCESSABLE, FORBIDDEN, NOT_FOUND, SOURCE_UNAVAILABLE
 */
export async function exchange<T>(connection: KubernetesConnection, ask: Exchange<T>): Promise<T | null> {
  const { schema, ...request } = ask
  const response = await connection.open({ ...request, idleMs: 10_000 })
  const text = await readBody(response)
  const status = response.statusCode ?? 0
  if (status === 404 && ask.method === 'GET') return null
  if (status < 200 || status > 299) throw refusal(status, text)
  return parseAnswer(name, parseJson(text), schema)
}

/** The body as text; an answer that is too large is cut off and refused. */
export async function readBody(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let total = 0
  try {
    for await (const chunk of response) {
      const bytes = Buffer.from(chunk)
      total += bytes.byteLength
      if (total > MAX_BODY_BYTES) {
        response.destroy()
        throw sourceUnavailable(name, `its answer is larger than ${MAX_BODY_BYTES / 1_048_576} MiB`)
      }
      chunks.push(bytes)
    }
  } catch (error) {
    if (error instanceof HeddleError) throw error
    throw sourceUnavailable(name, 'the connection was cut', error)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw sourceUnavailable(name, 'its answer is not JSON', error)
  }
}

/** The API server's refusal as our error, with its own sentence. */
export function refusal(status: number, text: string): HeddleError {
  const parsed = statusAnswer.safeParse(safeJson(text))
  const sentence = parsed.success ? (parsed.data.message ?? parsed.data.reason) : undefined
  const field = parsed.success ? parsed.data.details?.causes?.[0]?.field : undefined
  const message = sentence ?? `The cluster API answered ${status}.`
  switch (status) {
    case 400:
    case 422:
      return new HeddleError('UNPROCESSABLE', message, { field })
    case 401:
    case 403:
      return new HeddleError('FORBIDDEN', message)
    case 404:
      return new HeddleError('NOT_FOUND', message)
    case 409:
      return new HeddleError('CONFLICT', message)
    default:
      return sourceUnavailable(name, message)
  }
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
