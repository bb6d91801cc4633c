import type { Curve } from '../geometry/curve.ts'
import type { Point } from '../geometry/shapes.ts'
import { arrowLength } from '../geometry/stroke.ts'

/** The curve as SVG path: quadratic pieces that meet halfway between control points, as the canvas draws them. */
export function pathOf({ start, controls, end }: Curve): string {
  const pieces = controls.map((control, index) => {
    const after = controls[index + 1]
    const to = after === undefined ? end : { x: (control.x + after.x) / 2, y: (control.y + after.y) / 2 }
    return `Q${written(control)} ${written(to)}`
  })
  return `M${written(start)} ${pieces.length === 0 ? `L${written(end)}` : pieces.join(' ')}`
}

/** The triangle at the end of a curve, in the direction in which it arrives. */
export function arrowHead({ start, controls, end }: Curve, width: number): string {
  const before = controls.at(-1) ?? start
  const length = Math.hypot(end.x - before.x, end.y - before.y) || 1
  const along = { x: (end.x - before.x) / length, y: (end.y - before.y) / length }
  const size = arrowLength(width)
  const base = { x: end.x - along.x * size, y: end.y - along.y * size }
  const half = size * 0.5
  const corners = [half, -half].map((side) => written({ x: base.x - along.y * side, y: base.y + along.x * side }))
  return `M${written(end)} L${corners.join(' L')} Z`
}

function written({ x, y }: Point): string {
  return `${Number(x.toFixed(1))} ${Number(y.toFixed(1))}`
}
