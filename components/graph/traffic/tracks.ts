import { sample, type Curve } from '../geometry/curve.ts'
import type { Point } from '../geometry/shapes.ts'
import type { Link, Stroke } from '../model/graph-model.ts'

/** The way of the dots of one edge, and how many run on it how fast. */
export type Track = {
  points: readonly Point[]
  stroke: Stroke
  dots: number
  /** Share of the way in a second. */
  pace: number
}

/** Above so many edges dots would only be noise (rule A1). */
export const mostAnimated = 200

const steps = 24
const mostDots = 6
const pxPerSecond = 60

/** Density is load: one dot for a trickle, six from about 1,000 requests per second; the same pace in pixels everywhere. */
export function tracksOf(links: readonly Link[], curves: ReadonlyMap<string, Curve>): Track[] {
  if (links.length > mostAnimated) return []
  return links.flatMap((link) => {
    const curve = curves.get(link.id)
    const load = link.edge.rps ?? (link.edge.bytesPerSecond ?? 0) / 1_000
    if (curve === undefined || link.gone || load <= 0) return []
    const points = sample(curve, steps)
    const length = points.reduce((sum, point, i) => {
      const before = points[i - 1] ?? point
      return sum + Math.hypot(point.x - before.x, point.y - before.y)
    }, 0)
    const dots = Math.min(mostDots, 1 + Math.floor(Math.log10(1 + load) * 1.7))
    return [{ points, stroke: link.stroke, dots, pace: pxPerSecond / Math.max(60, length) }]
  })
}

/** Where a track's dots are at a time (seconds); evenly spread, so that the picture is the same for the same time. */
export function dotsAt({ points, dots, pace }: Track, seconds: number): Point[] {
  return Array.from({ length: dots }, (_, index) => {
    const share = (seconds * pace + index / dots) % 1
    const at = share * (points.length - 1)
    const before = points[Math.floor(at)]
    const after = points[Math.floor(at) + 1] ?? before
    if (before === undefined || after === undefined) return { x: 0, y: 0 }
    const rest = at - Math.floor(at)
    return { x: before.x + (after.x - before.x) * rest, y: before.y + (after.y - before.y) * rest }
  })
}
