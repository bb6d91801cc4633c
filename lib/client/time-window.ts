/** A Prometheus duration ("60s", "5m", "1h30m") in seconds, or null when it is not one. */
export function windowSeconds(window: string): number | null {
  if (!/^(\d+[smhdw])+$/.test(window)) return null
  const unitSeconds: Record<string, number> = { s: 1, m: 60, h: 3_600, d: 86_400, w: 604_800 }
  let total = 0
  for (const [, count, unit] of window.matchAll(/(\d+)([smhdw])/g))
    total += Number(count) * (unitSeconds[unit ?? ''] ?? 0)
  return total > 0 ? total : null
}

export const windowPresets = ['1m', '5m', '15m', '1h', '6h', '24h', '7d'] as const

/** "Last 15 min" for a duration; the duration itself when it has no round name. */
export function windowLabel(window: string): string {
  const seconds = windowSeconds(window)
  if (seconds === null) return window
  if (seconds % 86_400 === 0 && seconds > 86_400) return `Last ${seconds / 86_400} d`
  if (seconds % 3_600 === 0) return `Last ${seconds / 3_600} h`
  if (seconds % 60 === 0) return `Last ${seconds / 60} min`
  return `Last ${seconds} s`
}
