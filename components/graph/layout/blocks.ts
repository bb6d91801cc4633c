import type { Point } from '../geometry/shapes.ts'

/** Something to place: a card, an app's box or a whole island. Its place is that of its top left corner. */
export type Block = { id: string; width: number; height: number }

/** Somebody calls somebody. */
export type Wire = { source: string; target: string }

/** Free room between columns and between what stands in one column. */
export type Gaps = { column: number; row: number }

/** Width and height of everything, from 0. */
export function extent(placed: readonly (Block & Point)[]): { width: number; height: number } {
  return {
    width: Math.max(0, ...placed.map(({ x, width }) => x + width)),
    height: Math.max(0, ...placed.map(({ y, height }) => y + height)),
  }
}
