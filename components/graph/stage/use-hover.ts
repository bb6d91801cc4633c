'use client'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Pointed } from '../model/emphasis.ts'

const dimAfterMs = 250

/** What the pointer rests on; passing over something dims nothing. */
export function useHover(): { hovered: Pointed; point: (pointed: Pointed) => void } {
  const [hovered, setHovered] = useState<Pointed>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  const point = useCallback((pointed: Pointed) => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => setHovered(pointed), pointed === null ? 60 : dimAfterMs)
  }, [])
  return { hovered, point }
}
