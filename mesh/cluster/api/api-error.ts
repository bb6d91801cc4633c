/** One reason of an Invalid status: which field, and a sentence that names the value and what is allowed. */
export interface StatusCause {
  readonly field: string
  readonly message: string
  readonly reason: string
}

export interface StatusDetails {
  readonly name?: string
  readonly group?: string
  readonly kind?: string
  readonly uid?: string
  readonly causes?: readonly StatusCause[]
  readonly retryAfterSeconds?: number
}

/** Kubernetes' Status object, the body of every failed request. */
export interface Status {
  readonly kind: 'Status'
  readonly apiVersion: 'v1'
  readonly metadata: Record<string, never>
  readonly status: 'Failure' | 'Success'
  readonly message?: string
  readonly reason?: string
  readonly details?: StatusDetails
  readonly code: number
}

/** The closed vocabulary of failures and their HTTP codes; names are Kubernetes'. */
const codes = {
  BadRequest: 400,
  Unauthorized: 401,
  Forbidden: 403,
  NotFound: 404,
  MethodNotAllowed: 405,
  NotAcceptable: 406,
  AlreadyExists: 409,
  Conflict: 409,
  Gone: 410,
  Expired: 410,
  RequestEntityTooLarge: 413,
  UnsupportedMediaType: 415,
  Invalid: 422,
  InternalError: 500,
  NotImplemented: 501,
  ServiceUnavailable: 503,
  InsufficientStorage: 507,
} as const

export type FailureReason = keyof typeof codes

/** A failure of the cluster API; `status` is what the client receives. */
export class ApiError extends Error {
  readonly reason: FailureReason
  readonly status: Status

  constructor(reason: FailureReason, message: string, details: StatusDetails = {}) {
    super(message)
    this.reason = reason
    this.status = {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message,
      reason,
      details,
      code: codes[reason],
    }
  }
}
