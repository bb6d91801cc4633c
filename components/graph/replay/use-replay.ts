'use client'
import { useQueryClient } from '@tanstack/react-query'
import { usePathname, useRouter, useSearchParams } from 'next/navigation'
import { useCallback, useEffect, useEffectEvent, useMemo, useState, useSyncExternalStore } from 'react'
import { nowMs } from '../../../lib/client/clock.ts'
import { graphQuery, type GraphParams } from '../../../lib/client/queries/graph.ts'
import { queryString, withScope } from '../../../lib/client/scope.ts'
import { parseDuration, parseInstant } from '../../../lib/domain/model/time-window.ts'
import { followingFrame, frameAt, framesOf } from './frames.ts'

/** How long a frame stays while it is played. */
const frameMs = 1_200
const stillness = '(prefers-reduced-motion: reduce)'

function onStillness(listener: () => void): () => void {
  const media = matchMedia(stillness)
  media.addEventListener('change', listener)
  return () => media.removeEventListener('change', listener)
}

/** Whether the reader asked for less motion: then nothing plays by itself. */
export function useReducedMotion(): boolean {
  return useSyncExternalStore(
    onStillness,
    () => matchMedia(stillness).matches,
    () => false,
  )
}

/** A past interval frame by frame. The frame is the page's moment, so every view, panel and link shows the same. */
export function useReplay(params: GraphParams) {
  const { scope } = params
  const moment = scope.at === undefined ? null : parseInstant(scope.at)
  const [length, setLength] = useState('15m')
  // The interval ends when the replay was opened, or at the moment of the link that opened it.
  const [end, setEnd] = useState(() => moment ?? Math.floor(nowMs() / 1_000))
  const range = useMemo(() => ({ from: end - (parseDuration(length) ?? 900), to: end }), [end, length])
  const frames = useMemo(() => framesOf(range), [range])
  const index = frameAt(frames, moment)
  const show = useFrame(frames)
  const player = usePlayer(index, frames.length, show)
  usePrefetch(params, frames[followingFrame(index, frames.length)])
  return {
    range,
    frames,
    index,
    length,
    show,
    ...player,
    choose: (next: string) => {
      setLength(next)
      setEnd(Math.floor(nowMs() / 1_000))
    },
  }
}

/** Puts a frame's moment into the URL without an entry of the history for each. */
function useFrame(frames: readonly number[]): (index: number) => void {
  const params = useSearchParams()
  const path = usePathname()
  const router = useRouter()
  return useCallback(
    (index: number) => {
      const at = frames[index]
      if (at === undefined) return
      const current = new URLSearchParams(params.toString())
      const namespaces = (current.get('namespaces') ?? '').split(',').filter((name) => name !== '')
      const window = current.get('window') ?? undefined
      const next = withScope(current, {
        namespaces,
        window,
        at: new Date(at * 1_000).toISOString().replace('.000Z', 'Z'),
      })
      router.replace(`${path}${queryString(next)}`, { scroll: false })
    },
    [frames, params, path, router],
  )
}

function usePlayer(index: number, count: number, show: (index: number) => void) {
  const still = useReducedMotion()
  const [wanted, setWanted] = useState(false)
  const playing = wanted && !still
  useEffect(() => {
    if (!playing) return undefined
    const timer = setTimeout(() => {
      // Nobody sees a hidden tab: it waits.
      if (document.visibilityState === 'visible') show(followingFrame(index, count))
    }, frameMs)
    return () => clearTimeout(timer)
  }, [playing, index, count, show])
  return { still, playing, setPlaying: setWanted }
}

/** The next frame is on its way before it is shown. */
function usePrefetch(params: GraphParams, at: number | undefined): void {
  const client = useQueryClient()
  const next = at === undefined ? undefined : new Date(at * 1_000).toISOString().replace('.000Z', 'Z')
  const prefetch = useEffectEvent((moment: string) => {
    client.prefetchQuery(graphQuery({ ...params, scope: { ...params.scope, at: moment } })).catch(() => undefined)
  })
  useEffect(() => {
    if (next !== undefined) prefetch(next)
  }, [next])
}
