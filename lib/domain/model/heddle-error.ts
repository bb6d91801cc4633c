/** The closed vocabulary of what can go wrong for somebody who asks; `lib/server/http-errors.ts` maps it to HTTP. */
export const errorCodes = [
  'INVALID',
  'UNPROCESSABLE',
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'NOT_FOUND',
  'CONFLICT',
  'TOO_LARGE',
  'RATE_LIMITED',
  'SOURCE_UNAVAILABLE',
  'SOURCE_REFUSED',
  'INTERNAL',
] as const
export type ErrorCode = (typeof errorCodes)[number]

/** Additions to an error; `live` is the object as it is now when somebody else changed it first. */
export interface ErrorDetails {
  readonly field?: string | undefined
  readonly live?: unknown
  readonly cause?: unknown
  readonly retryAfterSeconds?: number | undefined
}

/** An error whose message is one sentence for people: it names the field, the value and what is allowed. */
export class HeddleError extends Error {
  readonly code: ErrorCode
  readonly field: string | undefined
  readonly live: unknown
  readonly retryAfterSeconds: number | undefined

  /** The console runs from two copies of this module, Node's and the bundle's: what counts is the name, not the copy. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Error && value.name === 'HeddleError'
  }

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause })
    this.name = 'HeddleError'
    this.code = code
    this.field = details.field
    this.live = details.live
    this.retryAfterSeconds = details.retryAfterSeconds
  }
}

/** A source that did not answer, in one sentence; the reason is appended as it was found. */
export function sourceUnavailable(source: string, reason: string, cause?: unknown): HeddleError {
  return new HeddleError('SOURCE_UNAVAILABLE', `${source} does not answer: ${reason}`, { cause })
}

/** The sentence of any thrown value. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
