import { formatDuration, parseDuration, parseInstant } from '../domain/model/time-window.ts'
import { dateTime } from './format/time.ts'
import { chosenZone, zoneOffsetMinutes, type Zone } from './format/zone.ts'
import type { Scope } from './scope.ts'

export const windowPresets = ['1m', '5m', '15m', '1h', '6h', '24h', '7d'] as const

/** "Last 15 min" for a duration; the duration itself when it has no round name. */
export function windowLabel(window: string): string {
  const seconds = parseDuration(window)
  if (seconds === null) return window
  if (seconds % 86_400 === 0 && seconds > 86_400) return `Last ${seconds / 86_400} d`
  if (seconds % 3_600 === 0) return `Last ${seconds / 3_600} h`
  if (seconds % 60 === 0) return `Last ${seconds / 60} min`
  return `Last ${seconds} s`
}

/** What a page looks at when the URL names no window: traces, logs and changes are searched further back than rates are measured. */
export function pageWindow(path: string): string {
  if (/^\/changes(\/|$)/.test(path)) return '1h'
  return /^\/(traces|logs|timeline)(\/|$)/.test(path) ? '15m' : '1m'
}

/** A span between two moments, Unix seconds. */
export type Range = { from: number; to: number }

/** The longest window that the server answers, 30 days, and the shortest that can hold two scrapes. */
export const longestWindowSeconds = 30 * 86_400
export const shortestWindowSeconds = 10

type When = Pick<Scope, 'window' | 'at'>

/** The window and end that show a range. Whole seconds; too short is widened around its middle, too long keeps its end. */
export function scopeOfRange({ from, to }: Range): { window: string; at: string } {
  const wanted = Math.round(to - from)
  const seconds = Math.min(longestWindowSeconds, Math.max(shortestWindowSeconds, wanted))
  const end = Math.round(wanted < shortestWindowSeconds ? (from + to + seconds) / 2 : to)
  return { window: formatDuration(seconds), at: new Date(end * 1_000).toISOString().replace('.000Z', 'Z') }
}

/** The moments that a scope shows; a live one ends now. */
export function rangeOfScope({ window, at }: When, { fallback, nowMs }: { fallback: string; nowMs: number }): Range {
  const to = (at === undefined ? null : parseInstant(at)) ?? nowMs / 1_000
  return { from: to - (parseDuration(window ?? fallback) ?? 60), to }
}

/** "Last 15 min" when live, "12:20:00 to 12:35:00" in the past, with the day when it is another. */
export function scopeLabel(when: When, { fallback, nowMs }: { fallback: string; nowMs: number }, zone?: Zone): string {
  if (when.at === undefined) return windowLabel(when.window ?? fallback)
  const { from, to } = rangeOfScope(when, { fallback, nowMs })
  const [today, start, end] = [nowMs, from * 1_000, to * 1_000].map((ms) => dateTime(ms, zone ?? chosenZone()))
  if (today === undefined || start === undefined || end === undefined) return when.at
  const day = (text: string) => text.slice(0, 10)
  const short = (text: string, like: string) => (day(text) === day(like) ? text.slice(11) : text)
  return `${short(start, today)} to ${short(end, day(start) === day(end) ? start : today)}`
}

export type MomentContext = { nowMs: number; zone: Zone }

/**
 * A moment as people write it, in Unix seconds: `now`, `now-15m`, `14:30`, `14:30:05`, `2026-11-24`,
 * `2026-11-24 14:30`, RFC 3339 or Unix seconds. Without a zone it is the chosen one's wall clock; a time alone is the
 * last such moment that is not in the future. Null when it is none of these.
 */
export function parseMoment(text: string, { nowMs, zone }: MomentContext): number | null {
  const trimmed = text.trim()
  const relative = /^now(?:\s*-\s*(\S+))?$/i.exec(trimmed)
  if (relative !== null) return beforeNow(relative[1], nowMs)
  const clock = /^([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?$/.exec(trimmed)
  if (clock !== null) return lastSuch(clock.slice(1), { nowMs, zone })
  const date = /^(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d)(:\d\d)?)?$/.exec(trimmed)
  if (date !== null) return wallMoment(`${date[1]}T${date[2] ?? '00:00'}${date[3] ?? ':00'}Z`, zone)
  return parseInstant(trimmed)
}

function beforeNow(duration: string | undefined, nowMs: number): number | null {
  if (duration === undefined) return nowMs / 1_000
  const seconds = parseDuration(duration)
  return seconds === null ? null : nowMs / 1_000 - seconds
}

function lastSuch([hours, minutes, seconds]: readonly (string | undefined)[], context: MomentContext): number | null {
  const time = [hours, minutes, seconds ?? '0'].map((part) => (part ?? '0').padStart(2, '0')).join(':')
  const today = dateTime(context.nowMs, context.zone).slice(0, 10)
  const moment = wallMoment(`${today}T${time}Z`, context.zone)
  return moment === null || moment * 1_000 <= context.nowMs ? moment : moment - 86_400
}

/** A wall clock written as if it were UTC, as the moment it is in the zone. */
function wallMoment(text: string, zone: Zone): number | null {
  const ms = Date.parse(text)
  return Number.isNaN(ms) ? null : (ms - zoneOffsetMinutes(ms, zone) * 60_000) / 1_000
}

/** Why a range cannot be used, in one sentence; null when it can. */
export function rangeError({ from, to }: { from: number | null; to: number | null }, nowMs: number): string | null {
  if (from === null) return 'From is not a moment such as 14:30, 2026-11-24 14:30 or now-15m.'
  if (to === null) return 'To is not a moment such as 14:45, 2026-11-24 14:45 or now.'
  if (to <= from) return 'To must be later than from.'
  if (from * 1_000 >= nowMs) return 'From is in the future: nothing was measured yet.'
  if (to - from > longestWindowSeconds) return 'A range is at most 30 days long.'
  return to - from < shortestWindowSeconds ? `A range is at least ${shortestWindowSeconds} s long.` : null
}
