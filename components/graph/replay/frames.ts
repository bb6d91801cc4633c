import type { Range } from '../../../lib/client/time-window.ts'

/** About so many frames make a replay; more would be pictures nobody can tell apart. */
const wanted = 60
/** Seconds between frames that read well, none finer than a usual scrape. */
const steps = [5, 10, 15, 30, 60, 120, 300, 600, 1_800, 3_600] as const

/** Seconds between the frames of an interval. */
export function stepOf({ from, to }: Range): number {
  return steps.find((step) => (to - from) / step <= wanted) ?? 3_600
}

/** The moments of a replay, oldest first, on whole steps; the last is the newest that is not after the interval. */
export function framesOf(range: Range): number[] {
  const step = stepOf(range)
  const first = Math.ceil(range.from / step) * step
  const count = Math.max(1, Math.floor((range.to - first) / step) + 1)
  return Array.from({ length: count }, (_, index) => first + index * step)
}

/** The frame nearest to a moment; the last one where there is no moment. */
export function frameAt(frames: readonly number[], at: number | null): number {
  if (at === null) return frames.length - 1
  let nearest = 0
  frames.forEach((frame, index) => {
    if (Math.abs(frame - at) < Math.abs((frames[nearest] ?? 0) - at)) nearest = index
  })
  return nearest
}

/** The frame after this one, from the start again after the last when it is played. */
export function followingFrame(index: number, count: number): number {
  return index + 1 < count ? index + 1 : 0
}

/** Stretches where more than `threshold` of all requests failed, as shares of the width, 0 to 1. */
export function unhealthyBands(
  { times, failedRatio }: { times: readonly number[]; failedRatio: readonly (number | null)[] },
  { from, to }: Range,
  threshold = 0.01,
): { start: number; end: number }[] {
  const bands: { start: number; end: number }[] = []
  const place = (time: number) => Math.min(1, Math.max(0, (time - from) / (to - from)))
  let open: number | null = null
  times.forEach((time, index) => {
    const bad = (failedRatio[index] ?? 0) > threshold
    if (bad && open === null) open = time
    if (!bad && open !== null) {
      bands.push({ start: place(open), end: place(time) })
      open = null
    }
  })
  return open === null ? bands : [...bands, { start: place(open), end: 1 }]
}
