'use client'
import { useSyncExternalStore } from 'react'

function everySecond(listener: () => void): () => void {
  const timer = setInterval(listener, 1_000)
  return () => clearInterval(timer)
}

/** The time in ms, moving once a second; null on the server, whose clock would differ. */
export function useNow(): number | null {
  const seconds = useSyncExternalStore(
    everySecond,
    () => Math.floor(Date.now() / 1_000),
    () => null,
  )
  return seconds === null ? null : seconds * 1_000
}
