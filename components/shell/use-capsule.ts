'use client'
import { useSyncExternalStore } from 'react'
import { capsuleEnd } from '../../lib/client/clock.ts'

const never = () => () => undefined

/** Whether the page shows a capsule: nothing moves, and nothing can be changed. */
export function useIsCapsule(): boolean {
  return useSyncExternalStore(
    never,
    () => capsuleEnd() !== null,
    () => false,
  )
}
