'use client'
import { createContext } from 'react'
import type { Range } from '../../lib/client/time-window.ts'

/** What dragging over a chart does with the span, Unix seconds; null where the page has no range to set. */
export const ChartZoom = createContext<((range: Range) => void) | null>(null)

/** A drag over a chart: where it began and where it is, Unix seconds. */
export type Drag = { start: number; now: number }

/** The span of a drag in time order; null when it is only a click. */
export function spanOf({ start, now }: Drag): Range | null {
  return start === now ? null : { from: Math.min(start, now), to: Math.max(start, now) }
}
