import type { ZodType } from 'zod'

/** What the server refused, or why it could not be reached. `status` 0 means that no answer came. */
export class ApiError extends Error {
  readonly status: number
  readonly code: string
  readonly field: string | undefined
  /** The answer as it came: a conflict carries the live object beside the error. */
  readonly body: unknown

  constructor(input: { status: number; code: string; message: string; field?: string | undefined; body?: unknown }) {
    super(input.message)
    this.name = 'ApiError'
    this.status = input.status
    this.code = input.code
    this.field = input.field
    this.body = input.body
  }
}

/** A schema, or how to load it: schemas are half of a page's code and are needed only when the first answer comes. */
export type SchemaSource<T> = ZodType<T> | (() => Promise<ZodType<T>>)

export type QueryValue = string | number | boolean | readonly string[] | undefined

type Listener = () => void
const signedOutListeners = new Set<Listener>()
let bearer: string | undefined

/** Frames get no cookie: their token is kept here, in memory only. */
export function authorizeWith(token: string | undefined): void {
  bearer = token
}

/** Calls the listener whenever the server no longer knows who is asking; returns the way to stop. */
export function onSignedOut(listener: Listener): () => void {
  signedOutListeners.add(listener)
  return () => signedOutListeners.delete(listener)
}

/** The headers of every request to our own API. */
export function requestHeaders(): Record<string, string> {
  return bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }
}

/** `/api/graph?namespaces=a,b`: undefined and empty values are left out, lists are joined by commas. */
export function apiUrl(path: string, query: Record<string, QueryValue> = {}): string {
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    const text = Array.isArray(value) ? value.join(',') : value === undefined ? '' : String(value)
    if (text !== '') params.set(name, text)
  }
  const search = params.toString()
  return search === '' ? path : `${path}?${search}`
}

/**
 * GETs and parses.
 * @throws ApiError when the server refuses, does not answer, or answers something else than the contract says
 */
export async function apiGet<T>(
  path: string,
  schema: SchemaSource<T>,
  options: { query?: Record<string, QueryValue>; signal?: AbortSignal } = {},
): Promise<T> {
  const url = apiUrl(path, options.query)
  const signal = options.signal === undefined ? {} : { signal: options.signal }
  const [parser, response] = await Promise.all([load(schema), send(url, { headers: requestHeaders(), ...signal })])
  return parse(response, parser, path)
}

/** POSTs JSON and parses the answer; errors as apiGet. */
export async function apiPost<T>(path: string, schema: SchemaSource<T>, body: unknown): Promise<T> {
  const headers = { ...requestHeaders(), 'content-type': 'application/json' }
  const [parser, response] = await Promise.all([
    load(schema),
    send(path, { method: 'POST', headers, body: JSON.stringify(body) }),
  ])
  return parse(response, parser, path)
}

/** fetch that throws ApiError for every answer but a good one. */
export async function send(url: string, init: RequestInit): Promise<Response> {
  const response = await fetch(url, { credentials: 'same-origin', ...init }).catch((cause: unknown) => {
    if (init.signal?.aborted === true) throw cause
    throw new ApiError({ status: 0, code: 'UNREACHABLE', message: 'The console does not answer.' })
  })
  if (response.ok) return response
  if (response.status === 401) for (const listener of signedOutListeners) listener()
  throw await refusal(response)
}

function load<T>(schema: SchemaSource<T>): ZodType<T> | Promise<ZodType<T>> {
  return typeof schema === 'function' ? schema() : schema
}

async function refusal(response: Response): Promise<ApiError> {
  const body: unknown = await response.json().catch(() => null)
  const { errorBody } = await import('../contract/error-body.ts')
  const parsed = errorBody.safeParse(body)
  if (parsed.success) return new ApiError({ status: response.status, ...parsed.data.error, body })
  const message = `The console answered ${response.status} ${response.statusText}.`
  return new ApiError({ status: response.status, code: 'UNEXPECTED', message, body })
}

async function parse<T>(response: Response, schema: ZodType<T>, path: string): Promise<T> {
  const parsed = schema.safeParse(await response.json().catch(() => undefined))
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const where = issue === undefined ? '' : ` ${issue.path.join('.')}: ${issue.message}`
  throw new ApiError({
    status: response.status,
    code: 'CONTRACT',
    message: `${path} answered something unexpected.${where}`,
  })
}
