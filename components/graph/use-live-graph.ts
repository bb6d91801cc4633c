'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { graphParameters, graphQuery, type GraphParams } from '../../lib/client/queries/graph.ts'
import { newerGraph } from '../../lib/client/live/live-reducer.ts'
import { reconnectMs, streamLive } from '../../lib/client/live/stream-live.ts'

/**
 * Keeps the graph's query fresh from the live stream. True while the stream is open: then nobody has to ask; while it
 * is not, the page polls.
 */
export function useLiveGraph(params: GraphParams, enabled: boolean): boolean {
  const client = useQueryClient()
  const [open, setOpen] = useState(false)
  const key = JSON.stringify(graphParameters(params))
  useEffect(() => {
    if (!enabled) return undefined
    const stop = new AbortController()
    const { queryKey } = graphQuery(params)
    let failures = 0
    const listener = {
      onOpen: () => {
        failures = 0
        setOpen(true)
      },
      onEvent: (event: Parameters<Parameters<typeof streamLive>[1]['onEvent']>[0]) => {
        if (event.type === 'graph') client.setQueryData(queryKey, (cached) => newerGraph(cached, event.graph))
      },
      onGap: () => {
        client.invalidateQueries({ queryKey }).catch(() => undefined)
      },
    }
    const run = async () => {
      while (!stop.signal.aborted) {
        await streamLive({ ...graphParameters(params), topics: ['graph'] }, listener, stop.signal).catch(
          () => undefined,
        )
        setOpen(false)
        await pause(reconnectMs(failures), stop.signal)
        failures += 1
      }
    }
    run().catch(() => undefined)
    return () => stop.abort()
    // The key says all that the parameters say; the object is another in every render.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [client, enabled, key])
  return open && enabled
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}
