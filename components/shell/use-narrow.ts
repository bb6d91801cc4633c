'use client'
import { useSyncExternalStore } from 'react'

const query = '(max-width: 639px)'

function onChange(listener: () => void): () => void {
  const media = matchMedia(query)
  media.addEventListener('change', listener)
  return () => media.removeEventListener('change', listener)
}

/** Under 640 px: one column, and the graph opens as tree first. */
export function useNarrow(): boolean {
  return useSyncExternalStore(
    onChange,
    () => matchMedia(query).matches,
    () => false,
  )
}
