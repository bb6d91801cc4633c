/** A number and its unit apart, because the unit is drawn lighter. */
export type Quantity = { value: string; unit: string }

export const noQuantity: Quantity = { value: 'n/a', unit: '' }

/** Three significant figures, thousands with comma; tiny but not zero is "<0.01". */
export function significant(value: number): string {
  const size = Math.abs(value)
  if (size === 0) return '0'
  if (size < 0.01) return value < 0 ? '>-0.01' : '<0.01'
  if (size >= 1_000) return Math.round(value).toLocaleString('en-US')
  return trimmed(value, size >= 100 ? 0 : size >= 10 ? 1 : 2)
}

function trimmed(value: number, digits: number): string {
  const text = value.toFixed(digits)
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text
}

/** Requests per second: "118 /s", "4.3 /s"; a missing number is "n/a", never 0. */
export function perSecond(rps: number | null): Quantity {
  return rps === null ? noQuantity : { value: significant(rateDigits(rps)), unit: '/s' }
}

/** Rates keep two figures under ten so that they do not flicker. */
function rateDigits(rps: number): number {
  return rps >= 10 ? Math.round(rps) : rps >= 0.1 ? Math.round(rps * 10) / 10 : rps
}

/** A ratio of 0 to 1 as percent: "7.1 %", "0.0 %", "<0.1 %"; never rounded up to 100 or down to 0. */
export function percent(ratio: number | null): Quantity {
  return ratio === null ? noQuantity : { value: percentText(ratio * 100), unit: '%' }
}

function percentText(value: number): string {
  if (value === 0) return '0.0'
  if (value < 0.1) return '<0.1'
  if (value === 100) return '100'
  if (value > 99.9) return '>99.9'
  return value.toFixed(1)
}

/** Milliseconds under a second, then seconds: "38 ms", "1.24 s", "2 min 5 s". */
export function duration(ms: number | null): Quantity {
  if (ms === null || !Number.isFinite(ms)) return noQuantity
  if (ms < 1) return { value: significant(ms), unit: 'ms' }
  if (ms < 9.95) return { value: trimmed(ms, 1), unit: 'ms' }
  if (ms < 999.5) return { value: String(Math.round(ms)), unit: 'ms' }
  if (ms < 60_000) return { value: (ms / 1_000).toFixed(ms < 9_995 ? 2 : 1), unit: 's' }
  const seconds = Math.round(ms / 1_000)
  return { value: `${Math.floor(seconds / 60)} min ${seconds % 60}`, unit: 's' }
}

/** Bytes per second in decimal steps: "84 kB/s". */
export function bytesPerSecond(bytes: number | null): Quantity {
  if (bytes === null) return noQuantity
  const step = bytes < 1_000 ? 0 : bytes < 1_000_000 ? 1 : bytes < 1_000_000_000 ? 2 : 3
  const scaled = bytes / 1_000 ** step
  return {
    value: significant(scaled >= 10 ? Math.round(scaled) : scaled),
    unit: ['B/s', 'kB/s', 'MB/s', 'GB/s'][step] ?? 'B/s',
  }
}

/** Both parts as one text for places without room for two weights: "118/s", "7.1 %", "38 ms". */
export function text({ value, unit }: Quantity): string {
  if (unit === '') return value
  return unit === '/s' ? `${value}/s` : `${value} ${unit}`
}

/** "1 workload", "6 workloads". */
export function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`
}
