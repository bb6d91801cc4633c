import type { IncomingMessage } from 'node:http'

/** An answer other than 2xx; `status` is the HTTP status. */
export class ClusterHttpError extends Error {
  readonly status: number

  constructor(status: number, path: string, body: string) {
    super(`the cluster API answered ${status} to ${path}: ${body.slice(0, 200)}`)
    this.name = 'ClusterHttpError'
    this.status = status
  }
}

export interface ClusterCall {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH'
  readonly path: string
  readonly body?: unknown
  readonly signal?: AbortSignal
}

/** Calls to the cluster API with the credentials of a kubeconfig. */
export interface ClusterHttp {
  /** Sends and parses JSON. @throws ClusterHttpError when the answer is not 2xx */
  json(call: ClusterCall): Promise<unknown>
  /** Sends and returns the body as it streams in. @throws ClusterHttpError when the answer is not 2xx */
  stream(call: ClusterCall): Promise<IncomingMessage>
}
