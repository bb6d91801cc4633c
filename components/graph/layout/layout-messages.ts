import type { LayoutInput } from './layout-input.ts'
import type { Positions } from './positions.ts'

/** What the page asks of its layout thread. */
export type LayoutTask = { id: number; input: LayoutInput }

/** What comes back: places, or why there are none. */
export type LayoutAnswer = { id: number; positions: Positions } | { id: number; failure: string }
