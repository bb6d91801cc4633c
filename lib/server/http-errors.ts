import { HeddleError, messageOf, type ErrorCode } from '../domain/model/heddle-error.ts'
import type { ErrorBody } from '../contract/error-body.ts'

/** The one table from our errors to HTTP. */
const statuses: Record<ErrorCode, number> = {
  INVALID: 400,
  UNPROCESSABLE: 422,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  TOO_LARGE: 413,
  RATE_LIMITED: 429,
  SOURCE_UNAVAILABLE: 503,
  SOURCE_REFUSED: 502,
  INTERNAL: 500,
}

export type HttpError = { status: number; body: ErrorBody; headers: Record<string, string> }

/** Maps anything thrown to an answer. What we did not throw on purpose says nothing of itself. */
export function toHttpError(error: unknown): HttpError {
  if (!(error instanceof HeddleError)) {
    const body: ErrorBody = { error: { code: 'INTERNAL', message: 'the console failed to answer; its log says why' } }
    return { status: statuses.INTERNAL, body, headers: {} }
  }
  const { code, message, field, live, retryAfterSeconds } = error
  return {
    status: statuses[code],
    body: {
      error: { code, message, ...(field === undefined ? {} : { field }) },
      ...(live === undefined ? {} : { live }),
    },
    headers: retryAfterSeconds === undefined ? {} : { 'Retry-After': String(retryAfterSeconds) },
  }
}

/** Whether an error must be logged: ours are answers, others are faults of the console. */
export function isFault(error: unknown): boolean {
  return !(error instanceof HeddleError) || error.code === 'INTERNAL'
}

/** Whether the asker went away, which is no error. */
export function isAbort(error: unknown): boolean {
  return (
    error instanceof Error &&
    (error.name === 'AbortError' || error.name === 'ResponseAborted' || /aborted/i.test(messageOf(error)))
  )
}
