import type { SeriesColour } from './sparkline.tsx'

/** One line of a chart. */
export type ChartLine = {
  id: string
  name: string
  colour: SeriesColour
  values: readonly (number | null)[]
  dashed?: boolean
}

export type ChartData = {
  /** Unix seconds, one per value of every line. */
  times: readonly number[]
  lines: readonly ChartLine[]
}

export type ChartRow = { time: number } & Record<string, number | null>

/** One row per moment, as recharts reads it. */
export function chartRows({ times, lines }: ChartData): ChartRow[] {
  return times.map((time, index) => {
    const values = lines.map(({ id, values: own }) => [id, own[index] ?? null] as const)
    return { ...Object.fromEntries(values), time }
  })
}

/** Three to four round grid values from zero to above the most. */
export function niceTicks(most: number): number[] {
  if (!(most > 0)) return [0, 1]
  const rough = most / 3
  const magnitude = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 2.5, 5, 10].map((factor) => factor * magnitude).find((candidate) => candidate >= rough) ?? rough
  const count = Math.ceil(most / step)
  return Array.from({ length: count + 1 }, (_, index) => Number((index * step).toPrecision(6)))
}

const minute = 60
const timeSteps = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1_440].map((minutes) => minutes * minute)

/** Two to four round moments between two, in Unix seconds; none of a span that is too short for the minutes of an axis. */
export function timeTicks(from: number, to: number): number[] {
  const span = to - from
  if (span < 2 * minute) return []
  const step = timeSteps.find((candidate) => span / candidate <= 4) ?? Math.ceil(span / 4 / 86_400) * 86_400
  const first = Math.ceil(from / step) * step
  return Array.from({ length: Math.floor((to - first) / step) + 1 }, (_, index) => first + index * step)
}
