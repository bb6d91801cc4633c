import type { TraceSummary } from '../../../lib/domain/tracing/model.ts'

export type Scale = 'log' | 'linear'
export type Range = readonly [number, number]

/** Which of the found traces are looked at apart from the others. Times in ms, durations in µs. */
export type Selection =
  | { readonly kind: 'box'; readonly timeMs: Range; readonly durationUs: Range }
  | { readonly kind: 'failed' }
  | { readonly kind: 'slower'; readonly fromUs: number }

/** Places in the list of the traces that the selection holds. */
export function selectedPlaces(items: readonly TraceSummary[], selection: Selection): ReadonlySet<number> {
  return new Set(items.flatMap((item, place) => (holds(selection, item) ? [place] : [])))
}

function holds(selection: Selection, { startUs, durationUs, errorCount }: TraceSummary): boolean {
  switch (selection.kind) {
    case 'failed':
      return errorCount > 0
    case 'slower':
      return durationUs >= selection.fromUs
    case 'box':
      return within(startUs / 1_000, selection.timeMs) && within(durationUs, selection.durationUs)
  }
}

const within = (value: number, [low, high]: Range) => value >= low && value <= high

/** The value at a share (0 to 1) of an axis, and the share of a value. */
export function valueAt(share: number, [low, high]: Range, scale: Scale): number {
  return scale === 'linear' ? low + share * (high - low) : low * (high / low) ** share
}

export function shareOf(value: number, [low, high]: Range, scale: Scale): number {
  const share = scale === 'linear' ? (value - low) / (high - low) : Math.log(value / low) / Math.log(high / low)
  return Math.min(1, Math.max(0, share))
}

/** Two corners of a box as shares of the plot, the origin at its lower left. */
export interface Corners {
  readonly from: { readonly x: number; readonly y: number }
  readonly to: { readonly x: number; readonly y: number }
}

export interface Plot {
  readonly timeMs: Range
  readonly durationUs: Range
  readonly scale: Scale
}

/** What a drawn box selects. */
export function boxOf({ from, to }: Corners, plot: Plot): Selection {
  const x = [from.x, to.x].toSorted((a, b) => a - b)
  const y = [from.y, to.y].toSorted((a, b) => a - b)
  const at = (share: number | undefined, range: Range, scale: Scale) => valueAt(share ?? 0, range, scale)
  return {
    kind: 'box',
    timeMs: [at(x[0], plot.timeMs, 'linear'), at(x[1], plot.timeMs, 'linear')],
    durationUs: [at(y[0], plot.durationUs, plot.scale), at(y[1], plot.durationUs, plot.scale)],
  }
}

export interface HeatCell {
  readonly column: number
  readonly row: number
  readonly count: number
  readonly failed: number
}

export const heatColumns = 60
export const heatRows = 16

/** Traces counted by cells of the plot; cells without any are left out. */
export function heatCells(items: readonly TraceSummary[], plot: Plot): HeatCell[] {
  const cells = new Map<number, { column: number; row: number; count: number; failed: number }>()
  for (const { startUs, durationUs, errorCount } of items) {
    const column = cellOf(shareOf(startUs / 1_000, plot.timeMs, 'linear'), heatColumns)
    const row = cellOf(shareOf(Math.max(1, durationUs), plot.durationUs, plot.scale), heatRows)
    const key = row * heatColumns + column
    const cell = cells.get(key) ?? { column, row, count: 0, failed: 0 }
    cells.set(key, { ...cell, count: cell.count + 1, failed: cell.failed + (errorCount > 0 ? 1 : 0) })
  }
  return [...cells.values()]
}

const cellOf = (share: number, count: number) => Math.min(count - 1, Math.floor(share * count))
