/** A stretch of a trace, in microseconds. */
export interface TimeRange {
  readonly startUs: number
  readonly endUs: number
}

/** Where something lies in a range, as shares of its width; `clipped*` when it reaches beyond. */
export interface Placement {
  readonly left: number
  readonly width: number
}

/** Places a stretch in the range; null when it lies wholly outside. A point still has a place. */
export function placeIn(range: TimeRange, startUs: number, endUs: number): Placement | null {
  const length = range.endUs - range.startUs
  if (endUs < range.startUs || startUs > range.endUs) return null
  if (length <= 0) return { left: 0, width: 1 }
  const left = Math.max(0, (startUs - range.startUs) / length)
  const right = Math.min(1, (endUs - range.startUs) / length)
  return { left, width: Math.max(0, right - left) }
}

/**
 * Places of stretches that are in order of time, those closer than a third of a percent joined: a span with thousands of
 * children would else draw thousands of marks on a line of a few hundred pixels.
 */
export function joinedPlaces(range: TimeRange, stretches: readonly TimeRange[]): Placement[] {
  const joined: { left: number; width: number }[] = []
  for (const { startUs, endUs } of stretches) {
    const place = placeIn(range, startUs, endUs)
    if (place === null) continue
    const last = joined.at(-1)
    if (last !== undefined && place.left - last.left - last.width < closest)
      last.width = Math.max(last.width, place.left + place.width - last.left)
    else joined.push({ ...place })
  }
  return joined
}

const closest = 0.003

/** Times of `count` ticks, evenly from the start to the end of the range, counted from the trace's start. */
export function ticks(range: TimeRange, originUs: number, count = 5): number[] {
  return Array.from(
    { length: count },
    (_, index) => range.startUs - originUs + ((range.endUs - range.startUs) * index) / (count - 1),
  )
}

/** Keeps a range inside the trace and at least a thousandth of it long. */
export function clampRange(range: TimeRange, whole: TimeRange): TimeRange {
  const length = whole.endUs - whole.startUs
  const least = Math.max(1, length / 1_000)
  const startUs = Math.min(Math.max(range.startUs, whole.startUs), Math.max(whole.startUs, whole.endUs - least))
  return { startUs, endUs: Math.max(Math.min(range.endUs, whole.endUs), Math.min(startUs + least, whole.endUs)) }
}

/** The side of a bar where its duration is written: inside when it fits, else where there is room. */
export function labelSide({ left, width }: Placement): 'inside' | 'right' | 'left' {
  if (width > 0.3) return 'inside'
  return left + width < 0.82 ? 'right' : 'left'
}
