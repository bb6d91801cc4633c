import type { ServerResponse } from 'node:http'
import { ApiError, type Status } from '../api-error.ts'

/** Sends a body as JSON; a Content-Type that was set before stays. */
export function sendJson(response: ServerResponse, code: number, body: unknown): void {
  const text = Buffer.from(`${JSON.stringify(body)}\n`)
  if (!response.hasHeader('content-type')) response.setHeader('content-type', 'application/json')
  response.writeHead(code, { 'content-length': text.byteLength, 'cache-control': 'no-cache, private' })
  response.end(text)
}

/** Kubernetes' Warning header; kubectl prints each. */
export function addWarning(response: ServerResponse, text: string): void {
  const line = text.replaceAll(/[\r\n]+/g, ' ').replaceAll(/["\\]/g, String.raw`\$&`)
  response.appendHeader('warning', `299 - "${line}"`)
}

/** The Status of any failure; a fault of ours shows no details. */
export function statusOf(error: unknown): Status {
  if (error instanceof ApiError) return error.status
  return new ApiError('InternalError', 'the cluster API failed to answer; its log has the cause').status
}

export function sendFailure(response: ServerResponse, error: unknown): void {
  const status = statusOf(error)
  if (response.headersSent) {
    response.end()
    return
  }
  // What is left of a body that nobody reads would be taken for the next request.
  if (!response.req.complete) response.setHeader('connection', 'close')
  sendJson(response, status.code, status)
}
