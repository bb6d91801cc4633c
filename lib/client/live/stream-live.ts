import type { LiveEvent } from '../../contract/live.ts'
import { apiUrl, requestHeaders, send, type QueryValue } from '../api.ts'
import { missedSomething } from './live-reducer.ts'
import { emptyParser, parseChunk, type StreamEvent } from './sse-parser.ts'

export type LiveListener = {
  onEvent: (event: LiveEvent) => void
  /** Something was missed: ask again for everything. */
  onGap: () => void
  onOpen: () => void
}

/**
 * Reads `GET /api/live` by fetch, because a frame has to send its token as header, which EventSource cannot. Ends when
 * the stream ends.
 * @throws ApiError when the server refuses; AbortError when the signal says stop
 */
export async function streamLive(
  query: Record<string, QueryValue>,
  listener: LiveListener,
  signal: AbortSignal,
): Promise<void> {
  const { liveEvent } = await import('../../contract/live.ts')
  const headers = { ...requestHeaders(), accept: 'text/event-stream' }
  const response = await send(apiUrl('/api/live', query), { headers, signal })
  if (response.body === null) return
  listener.onOpen()
  let lastId: string | null = null
  for await (const event of eventsOf(response.body)) {
    if (missedSomething(lastId, event.id)) listener.onGap()
    lastId = event.id ?? lastId
    const parsed = liveEvent.safeParse(parseJson(event.data))
    if (!parsed.success || parsed.data.type === 'resync') listener.onGap()
    else listener.onEvent(parsed.data)
  }
}

async function* eventsOf(body: ReadableStream<Uint8Array>): AsyncGenerator<StreamEvent> {
  const reader = body.getReader()
  const decoder = new TextDecoder()
  let state = emptyParser
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      const next = parseChunk(state, decoder.decode(value, { stream: true }))
      state = next.state
      yield* next.events
    }
  } finally {
    reader.releaseLock()
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const slowestMs = 10_000

/** How long to wait before connecting again: 0.5 s, doubled with every failure, at most 10 s. */
export function reconnectMs(failures: number): number {
  return Math.min(500 * 2 ** failures, slowestMs)
}
