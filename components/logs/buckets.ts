import type { LogLine } from '../../lib/contract/logs.ts'

export interface LogBucket {
  readonly startMs: number
  readonly error: number
  readonly warn: number
  readonly other: number
}

const mostBuckets = 100
const stepsMs = [
  100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 30_000, 60_000, 120_000, 300_000, 900_000, 3_600_000, 21_600_000,
  86_400_000,
]

/** Lines per time step by weight, steps of a round length, none left out between the first and the last line. */
export function logBuckets(lines: readonly LogLine[]): { stepMs: number; buckets: LogBucket[] } {
  const times = lines.map(({ time }) => Date.parse(time)).filter((ms) => !Number.isNaN(ms))
  const first = times.reduce((least, ms) => Math.min(least, ms), Infinity)
  const last = times.reduce((most, ms) => Math.max(most, ms), -Infinity)
  const stepMs = stepsMs.find((step) => (last - first) / step < mostBuckets - 1) ?? 86_400_000
  if (times.length === 0) return { stepMs, buckets: [] }
  const start = Math.floor(first / stepMs) * stepMs
  const count = Math.min(mostBuckets * 10, Math.floor((last - start) / stepMs) + 1)
  const tallies = Array.from({ length: count }, (_, index) => ({
    startMs: start + index * stepMs,
    error: 0,
    warn: 0,
    other: 0,
  }))
  for (const line of lines) {
    const tally = tallies[Math.floor((Date.parse(line.time) - start) / stepMs)]
    if (tally !== undefined) tally[weightOf(line)] += 1
  }
  return { stepMs, buckets: tallies }
}

function weightOf({ level }: LogLine): 'error' | 'warn' | 'other' {
  return level === 'error' || level === 'warn' ? level : 'other'
}
