const unitSeconds: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400, w: 604_800 }

/** A span of time that ends at a moment; `at` is null for "now, whenever it is asked". Seconds throughout. */
export interface TimeWindow {
  readonly seconds: number
  readonly at: number | null
}

/** Parses a Prometheus duration such as `90s` or `1h30m` into seconds; null when it is not one or is zero. */
export function parseDuration(text: string): number | null {
  if (!/^(\d{1,9}[smhdw])+$/.test(text)) return null
  let total = 0
  for (const [, count = '0', unit = 's'] of text.matchAll(/(\d+)([smhdw])/g))
    total += Number(count) * (unitSeconds[unit] ?? 0)
  return total > 0 ? total : null
}

/** Writes seconds as the shortest exact Prometheus duration. */
export function formatDuration(seconds: number): string {
  for (const unit of ['d', 'h', 'm'] as const) {
    const size = unitSeconds[unit] ?? 1
    if (seconds >= size && seconds % size === 0) return `${seconds / size}${unit}`
  }
  return `${Math.round(seconds)}s`
}

/** Parses Unix seconds (`1764000000`, `1764000000.5`) or RFC 3339 into Unix seconds; null when it is neither. */
export function parseInstant(text: string): number | null {
  if (/^\d{1,12}(\.\d{1,9})?$/.test(text)) return Number(text)
  if (!/^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/.test(text)) return null
  const milliseconds = Date.parse(text)
  return Number.isNaN(milliseconds) ? null : milliseconds / 1_000
}
