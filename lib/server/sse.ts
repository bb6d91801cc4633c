import type { LiveEvent } from '../contract/live.ts'
import type { Listener } from '../services/live/live-hub.ts'

const HEARTBEAT_MS = 15_000
/** Events that may wait for a slow reader before the stream is cut: its page then starts anew. */
const MOST_WAITING = 64

type Subscription = Omit<Listener, 'send'>
type Hub = { listen(listener: Listener): () => void }

/**
 * One live stream as server-sent events: ids count up by one, a comment keeps it open, and a reader that comes back with
 * Last-Event-ID is told to fetch again, since what it missed is not kept.
 */
export function eventStream(hub: Hub, subscription: Subscription, request: Request): Response {
  const { signal, headers } = request
  const encoder = new TextEncoder()
  let stop = () => {}
  const body = new ReadableStream<Uint8Array>(
    {
      start: (controller) => {
        let id = Number(headers.get('last-event-id') ?? '') || 0
        let ended = false
        const endings: (() => void)[] = []
        const end = () => {
          if (ended) return
          ended = true
          for (const undo of endings) undo()
          controller.close()
        }
        const write = (text: string) => {
          if (ended) return
          if ((controller.desiredSize ?? 0) <= 0) end()
          else controller.enqueue(encoder.encode(text))
        }
        const send = (event: LiveEvent) => {
          id += 1
          write(`id: ${id}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`)
        }
        stop = end
        const heartbeat = setInterval(() => write(': still here\n\n'), HEARTBEAT_MS)
        const expiry = expiryTimer(subscription.principal.expiresAt, end)
        endings.push(
          () => clearInterval(heartbeat),
          () => clearTimeout(expiry),
        )
        signal.addEventListener('abort', end, { once: true })
        if (headers.has('last-event-id')) send({ type: 'resync' })
        else write('retry: 2000\n\n')
        endings.push(hub.listen({ ...subscription, send }))
      },
      cancel: () => stop(),
    },
    new CountQueuingStrategy({ highWaterMark: MOST_WAITING }),
  )
  return new Response(body, {
    headers: {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store, private',
      'X-Accel-Buffering': 'no',
    },
  })
}

/** Rights that end take the stream with them. */
function expiryTimer(expiresAt: number | null, end: () => void): ReturnType<typeof setTimeout> | undefined {
  if (expiresAt === null) return undefined
  return setTimeout(end, Math.max(0, expiresAt * 1_000 - Date.now()))
}
