'use client'
import { useEffect, useRef } from 'react'

/**
 * Whether Ctrl, Cmd or Shift was held at the last press of pointer or key: then a click adds to the selection. Listened
 * for here once, so that cards, rows and cells need not know.
 */
export function useAdding(): () => boolean {
  const held = useRef(false)
  useEffect(() => {
    const listen = (event: PointerEvent | KeyboardEvent) => {
      held.current = event.ctrlKey || event.metaKey || event.shiftKey
    }
    const options = { capture: true }
    addEventListener('pointerdown', listen, options)
    addEventListener('keydown', listen, options)
    return () => {
      removeEventListener('pointerdown', listen, options)
      removeEventListener('keydown', listen, options)
    }
  }, [])
  return () => held.current
}
