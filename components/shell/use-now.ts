'use client'
import { useSyncExternalStore } from 'react'
import { nowMs } from '../../lib/client/clock.ts'

function everySecond(listener: () => void): () => void {
  const timer = setInterval(listener, 1_000)
  return () => clearInterval(timer)
}

/** The time in ms, moving once a second (under a capsule it stands still); null on the server, whose clock would differ. */
export function useNow(): number | null {
  const seconds = useSyncExternalStore(
    everySecond,
    () => Math.floor(nowMs() / 1_000),
    () => null,
  )
  return seconds === null ? null : seconds * 1_000
}
