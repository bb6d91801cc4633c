'use client'
import { useRef, useState, type PointerEvent } from 'react'
import type { Corners } from './selection.ts'

/** The plot inside the chart, in pixels from its edges; the chart's axes and margins are set to leave exactly this. */
export const plotInset = { left: 68, right: 28, top: 12, bottom: 34 } as const

const leastPx = 5

/** Drawing a box with the pointer over a plot; a press without a drag stays a click on what lies under it. */
export function useBoxDrag(onBox: (corners: Corners) => void) {
  const [corners, setCorners] = useState<Corners | null>(null)
  const start = useRef<{ x: number; y: number } | null>(null)
  const place = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    const width = box.width - plotInset.left - plotInset.right
    const height = box.height - plotInset.top - plotInset.bottom
    return {
      x: share((event.clientX - box.left - plotInset.left) / width),
      y: share(1 - (event.clientY - box.top - plotInset.top) / height),
    }
  }
  const end = () => {
    start.current = null
    setCorners(null)
  }
  return {
    corners,
    handlers: {
      onPointerDown: (event: PointerEvent<HTMLElement>) => {
        if (event.button === 0) start.current = { x: event.clientX, y: event.clientY }
      },
      onPointerMove: (event: PointerEvent<HTMLElement>) => {
        const { current } = start
        if (current === null) return
        const moved = Math.max(Math.abs(event.clientX - current.x), Math.abs(event.clientY - current.y))
        if (corners === null && moved < leastPx) return
        event.currentTarget.setPointerCapture(event.pointerId)
        const to = place(event)
        setCorners({ from: corners?.from ?? to, to })
      },
      onPointerUp: () => {
        if (corners !== null) onBox(corners)
        end()
      },
      onPointerCancel: end,
    },
  }
}

const share = (value: number) => Math.min(1, Math.max(0, value))
