'use client'
import { useContext, useState } from 'react'
import { ChartZoom, spanOf, type Drag } from './chart-zoom.ts'

/** What recharts tells of the pointer: the value of the time axis under it. */
type Pointed = { activeLabel?: string | number | undefined }

/** Pointer handlers for a chart whose x axis is Unix seconds, and the span while it is dragged. */
export function useDragSpan() {
  const zoom = useContext(ChartZoom)
  const [drag, setDrag] = useState<Drag | null>(null)
  if (zoom === null) return { span: null, handlers: {} }
  const timeOf = ({ activeLabel }: Pointed) => (activeLabel === undefined ? null : Number(activeLabel))
  const end = () => {
    const span = drag === null ? null : spanOf(drag)
    setDrag(null)
    if (span !== null) zoom(span)
  }
  return {
    span: drag === null ? null : spanOf(drag),
    handlers: {
      onMouseDown: (pointed: Pointed) => {
        const time = timeOf(pointed)
        if (time !== null) setDrag({ start: time, now: time })
      },
      onMouseMove: (pointed: Pointed) => {
        const time = timeOf(pointed)
        if (time !== null && drag !== null && time !== drag.now) setDrag({ ...drag, now: time })
      },
      onMouseUp: end,
      onMouseLeave: () => setDrag(null),
    },
  }
}
