import type { Point } from './shapes.ts'

/** Start, control points and end of a chain of quadratic pieces that meet halfway between control points. */
export type Curve = { start: Point; controls: readonly Point[]; end: Point }

/** A control point as cytoscape wants it with `edge-distances: endpoints`: along the chord, and beside it. */
export type ChordPoint = { weight: number; distance: number }

/** weight = ((c-s)·u)/L, distance = (cx-sx)(-uy) + (cy-sy)ux, u the unit vector of the chord. */
export function chordPoints({ start, controls, end }: Curve): ChordPoint[] {
  const length = Math.hypot(end.x - start.x, end.y - start.y) || 1
  const ux = (end.x - start.x) / length
  const uy = (end.y - start.y) / length
  return controls.map((c) => ({
    weight: ((c.x - start.x) * ux + (c.y - start.y) * uy) / length,
    distance: (c.x - start.x) * -uy + (c.y - start.y) * ux,
  }))
}

type Piece = { from: Point; control: Point; to: Point }

function pieces({ start, controls, end }: Curve): Piece[] {
  return controls.map((control, index) => {
    const before = controls[index - 1]
    const after = controls[index + 1]
    return {
      from: before === undefined ? start : halfway(before, control),
      control,
      to: after === undefined ? end : halfway(control, after),
    }
  })
}

const halfway = (a: Point, b: Point): Point => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 })

/** The point at 0 to 1 of the pieces, each piece taking the same share. */
export function pointAt(curve: Curve, t: number): Point {
  const all = pieces(curve)
  const scaled = Math.min(Math.max(t, 0), 1) * all.length
  const piece = all[Math.min(Math.floor(scaled), all.length - 1)]
  if (piece === undefined) return halfway(curve.start, curve.end)
  const u = scaled - Math.min(Math.floor(scaled), all.length - 1)
  const at = (axis: 'x' | 'y') =>
    (1 - u) ** 2 * piece.from[axis] + 2 * (1 - u) * u * piece.control[axis] + u ** 2 * piece.to[axis]
  return { x: at('x'), y: at('y') }
}

/** Points along the curve, ends included. */
export function sample(curve: Curve, count: number): Point[] {
  return Array.from({ length: count + 1 }, (_, index) => pointAt(curve, index / count))
}
