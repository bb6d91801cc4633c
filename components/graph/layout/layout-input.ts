/** What a layout has to know of the picture: sizes, who is in which island and box, who calls whom. */
export type LayoutNode = { id: string; width: number; height: number; island: string | null; box: string | null }
export type LayoutEdge = { source: string; target: string }
export type LayoutInput = { nodes: readonly LayoutNode[]; edges: readonly LayoutEdge[] }

export const islandPadding = { side: 16, top: 36, bottom: 18 }
export const boxPadding = { side: 10, top: 26, bottom: 10 }
export const columnGap = 84
export const rowGap = 14
/** Between the versions of one app. */
export const stackGap = 8
export const islandGap = 18
export const islandColumnGap = 68
