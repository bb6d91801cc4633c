import type { ChangeRow } from '../../lib/contract/changes.ts'

/** A share of failures this far under its present level is "before it began". */
const fraction = 0.25
/** A moment without failures inside does not end a problem. */
const quietPoints = 3
/** A change explains what began at most so long after it. */
const longestLagMs = 300_000

/**
 * When what fails now began, in Unix milliseconds: the start of the last stretch that reaches the end. Null when it
 * does not fail at the end, or failed since before the series starts.
 */
export function onsetOf(times: readonly number[], shares: readonly (number | null)[]): number | null {
  const recent = shares.slice(-quietPoints).flatMap((share) => share ?? [])
  const level = recent.length === 0 ? 0 : Math.max(...recent)
  if (level <= 0) return null
  let start = shares.length
  let quiet = 0
  for (let place = shares.length - 1; place >= 0 && quiet < quietPoints; place -= 1) {
    if ((shares[place] ?? 0) >= level * fraction) {
      start = place
      quiet = 0
    } else quiet += 1
  }
  const time = times[start]
  return start === 0 || quiet < quietPoints || time === undefined ? null : time * 1_000
}

/** The change that a problem began after, and how long after it. */
export type Explained = { change: ChangeRow; lagMs: number }

/**
 * The last change before a problem began; one of an object of the failing thing's name wins over later ones. A rate over
 * some seconds rises a step early or late, so `stepMs` before the change still counts. Failed writes changed nothing.
 */
export function explainedBy(
  changes: readonly ChangeRow[],
  began: { atMs: number; stepMs: number; names: readonly string[] },
): Explained | null {
  const candidates = changes
    .filter(({ outcome }) => outcome !== 'failed')
    .map((change) => ({ change, lagMs: began.atMs - Date.parse(change.at) }))
    .filter(({ lagMs }) => lagMs >= -began.stepMs && lagMs <= longestLagMs)
    .toSorted((a, b) => a.lagMs - b.lagMs)
  const own = candidates.find(({ change }) => began.names.includes(change.object.name))
  const found = own ?? candidates[0]
  return found === undefined ? null : { ...found, lagMs: Math.max(0, found.lagMs) }
}
