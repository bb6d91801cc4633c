import { parseDuration } from '../domain/model/time-window.ts'

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
  return /^\/(traces|logs)(\/|$)/.test(path) ? '15m' : '1m'
}
