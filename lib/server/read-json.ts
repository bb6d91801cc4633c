import type { ZodType } from 'zod'
import { HeddleError } from '../domain/model/heddle-error.ts'
import { inputFault } from './input-sentence.ts'

const mostBytes = 1_000_000

/**
 * Reads and parses a JSON body.
 * @throws HeddleError TOO_LARGE over 1 MB; INVALID naming the first field that is wrong
 */
export async function readJson<T>(request: Request, schema: ZodType<T>): Promise<T> {
  const text = await readText(request)
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new HeddleError('INVALID', 'the body is not JSON')
  }
  return parseInput(schema, value)
}

/** The query string by a schema: repeated names are refused, since it would be unclear which one counts. */
export function readQuery<T>(request: Request, schema: ZodType<T>): T {
  const { searchParams } = new URL(request.url)
  const repeated = [...searchParams.keys()].find((name, index, all) => all.indexOf(name) !== index)
  if (repeated !== undefined) throw new HeddleError('INVALID', `${repeated} is given twice`, { field: repeated })
  return parseInput(schema, Object.fromEntries(searchParams))
}

/**
 * Parses what a client sent.
 * @throws HeddleError INVALID with one sentence that names the field and what is allowed
 */
export function parseInput<T>(schema: ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const { field, message } =
    issue === undefined ? { field: '', message: 'the request is not understood' } : inputFault(issue, value)
  throw new HeddleError('INVALID', message, { field })
}

async function readText(request: Request): Promise<string> {
  const announced = Number(request.headers.get('content-length') ?? 0)
  if (announced > mostBytes) throw tooLarge()
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength
    if (size > mostBytes) throw tooLarge()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function tooLarge(): HeddleError {
  return new HeddleError('TOO_LARGE', `the body has more than ${mostBytes} bytes`)
}
