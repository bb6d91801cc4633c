const second = 1
const minute = 60
const hour = 60 * minute
const day = 24 * hour
const year = 365 * day

/** A duration as kubectl prints it: two units at most, the smaller one only while it says something. */
export function humanDuration(totalSeconds: number): string {
  const seconds = Math.max(0, Math.floor(totalSeconds))
  if (seconds < 2 * minute) return `${seconds}s`
  if (seconds < 10 * minute) return two(seconds, [minute, 'm'], [second, 's'])
  if (seconds < 3 * hour) return `${Math.floor(seconds / minute)}m`
  if (seconds < 8 * hour) return two(seconds, [hour, 'h'], [minute, 'm'])
  if (seconds < 2 * day) return `${Math.floor(seconds / hour)}h`
  if (seconds < 8 * day) return two(seconds, [day, 'd'], [hour, 'h'])
  if (seconds < 2 * year) return `${Math.floor(seconds / day)}d`
  if (seconds < 8 * year) return two(seconds, [year, 'y'], [day, 'd'])
  return `${Math.floor(seconds / year)}y`
}

type Unit = readonly [seconds: number, name: string]

function two(seconds: number, [big, bigName]: Unit, [small, smallName]: Unit): string {
  const whole = Math.floor(seconds / big)
  const rest = Math.floor((seconds - whole * big) / small)
  return rest === 0 ? `${whole}${bigName}` : `${whole}${bigName}${rest}${smallName}`
}

/** The age of an RFC 3339 time, or `<unknown>` as kubectl writes it. */
export function ageOf(time: unknown, now: Date): string {
  const started = typeof time === 'string' ? Date.parse(time) : Number.NaN
  return Number.isNaN(started) ? '<unknown>' : humanDuration((now.getTime() - started) / 1000)
}
