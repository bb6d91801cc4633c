import type { ActivityAnswer, ActivityQuery } from '../../contract/changes.ts'
import type { Call } from '../deps.ts'

/** Points of the chart: enough for its width. */
const POINTS = 180
const SMALLEST_STEP_SECONDS = 5
const SHORTEST_RATE_SECONDS = 30

/** Failed requests over all, as callers saw them, over the window that ends now. @throws HeddleError SOURCE_UNAVAILABLE */
export async function getActivity({ deps, input, signal }: Call<ActivityQuery>): Promise<ActivityAnswer> {
  const stepSeconds = Math.max(SMALLEST_STEP_SECONDS, Math.ceil(input.window / POINTS))
  const end = Math.floor(deps.now() / 1000 / stepSeconds) * stepSeconds
  const start = end - input.window
  const rateSeconds = Math.max(SHORTEST_RATE_SECONDS, 2 * stepSeconds)
  const of = { selectors: [{ reporter: 'source' as const }], range: { start, end, stepSeconds, rateSeconds } }
  const [all, failed] = await Promise.all([
    deps.metrics.series('rps', of, signal),
    deps.metrics.series('errorRps', of, signal),
  ])
  const failures = new Map(failed.times.map((time, place) => [time, failed.values[place] ?? null]))
  const failedRatio = all.times.map((time, place) => {
    const requests = all.values[place] ?? null
    // No series of failures means that none was ever counted.
    return requests === null || requests <= 0 ? null : Math.min(1, (failures.get(time) ?? 0) / requests)
  })
  return { from: start, to: end, times: all.times, failedRatio, query: failed.query.query }
}
