import { AsyncLocalStorage } from 'node:async_hooks'
import { randomBytes } from 'node:crypto'
import { exportBody, type FinishedSpan } from './otlp.ts'

const FLUSH_MS = 2_000
/** Spans that wait for the store; more are dropped, the console never waits for them. */
const MOST_WAITING = 2_000
const EXPORT_TIMEOUT_MS = 5_000

interface Parent {
  readonly traceId: string
  readonly spanId: string
  /** What a request set going that outlives it, such as the live hub's clock, is not part of it. */
  ended: boolean
}

export interface OwnTracesOptions {
  /** OTLP over HTTP, without the path; undefined keeps no traces. */
  readonly endpoint: string | undefined
  readonly version: string
  readonly nowMs: () => number
}

/** The console's own traces: one per request, with a child for every query that it made itself. */
export class OwnTraces {
  readonly #options: OwnTracesOptions
  readonly #current = new AsyncLocalStorage<Parent>()
  readonly #timer: ReturnType<typeof setInterval> | undefined
  #waiting: FinishedSpan[] = []

  constructor(options: OwnTracesOptions) {
    this.#options = options
    if (options.endpoint === undefined) return
    this.#timer = setInterval(() => void this.flush(), FLUSH_MS)
    this.#timer.unref()
  }

  /** Runs the handling of a request inside a span of its own; `attributes` are read when it has ended. */
  async request<T>(
    name: string,
    handle: () => Promise<T>,
    attributes: (value: T) => Readonly<Record<string, string | number>>,
  ): Promise<T> {
    if (this.#options.endpoint === undefined) return handle()
    const span: Parent = {
      traceId: randomBytes(16).toString('hex'),
      spanId: randomBytes(8).toString('hex'),
      ended: false,
    }
    const startMs = this.#options.nowMs()
    const value = await this.#current.run(span, handle)
    span.ended = true
    const found = attributes(value)
    const failed = Number(found['http.response.status_code'] ?? 0) >= 500
    this.#add({
      traceId: span.traceId,
      spanId: span.spanId,
      parentId: null,
      name,
      kind: 'server',
      startMs,
      endMs: this.#options.nowMs(),
      failed,
      attributes: found,
    })
    return value
  }

  /** Records a query that has just ended, under the request that waited for it. */
  query(source: string, { seconds, ok }: { readonly seconds: number; readonly ok: boolean }): void {
    const parent = this.#current.getStore()
    if (parent === undefined || parent.ended || this.#options.endpoint === undefined) return
    const endMs = this.#options.nowMs()
    const own = { traceId: parent.traceId, spanId: randomBytes(8).toString('hex'), parentId: parent.spanId }
    const attributes = { 'peer.service': source }
    this.#add({
      ...own,
      name: `query ${source}`,
      kind: 'client',
      startMs: endMs - seconds * 1_000,
      endMs,
      failed: !ok,
      attributes,
    })
  }

  /** Sends what waits. A store that is away loses it: traces are not worth memory. */
  async flush(): Promise<void> {
    const { endpoint, version } = this.#options
    const spans = this.#waiting.splice(0)
    if (endpoint === undefined || spans.length === 0) return
    await fetch(`${endpoint.replace(/\/$/, '')}/v1/traces`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(exportBody(spans, version)),
      redirect: 'error',
      signal: AbortSignal.timeout(EXPORT_TIMEOUT_MS),
    })
      .then((response) => response.body?.cancel())
      .catch(() => undefined)
  }

  close(): void {
    clearInterval(this.#timer)
  }

  #add(span: FinishedSpan): void {
    if (this.#waiting.length < MOST_WAITING) this.#waiting.push(span)
  }
}
