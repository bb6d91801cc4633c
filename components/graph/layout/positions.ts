import type { Point } from '../geometry/shapes.ts'

/** Middle of every node, by id, in whole pixels. */
export type Positions = Readonly<Record<string, Point>>
