export const textFields = [
  'name',
  'ns',
  'app',
  'version',
  'workload',
  'service',
  'kind',
  'status',
  'protocol',
  'cluster',
] as const
export type TextField = (typeof textFields)[number]

/** How a number field is written: shares in percent, durations in milliseconds, rates and bytes per second. */
export const numberFields = {
  errors: 'share',
  mtls: 'share',
  rps: 'rate',
  p50: 'duration',
  p95: 'duration',
  p99: 'duration',
  avg: 'duration',
  bytes: 'bytes',
} as const
export type NumberField = keyof typeof numberFields
export type Measure = (typeof numberFields)[NumberField]

const factors: Record<Measure, Record<string, number>> = {
  share: { '': 0.01, '%': 0.01 },
  rate: { '': 1, '/s': 1 },
  duration: { '': 1, ms: 1, s: 1_000 },
  bytes: { '': 1, b: 1, kb: 1_000, mb: 1_000_000 },
}

/** "300ms" as 300 for a duration, "1%" as 0.01 for a share; null when number or unit do not fit. */
export function measureValue(text: string, measure: Measure): number | null {
  const match = /^(\d+(?:\.\d+)?)(%|\/s|[a-zA-Z]*)$/.exec(text)
  const factor = factors[measure][(match?.[2] ?? '').toLowerCase()]
  return match === null || factor === undefined ? null : Number(match[1]) * factor
}

/** The units of a measure, for messages. */
export function measureUnits(measure: Measure): string {
  return Object.keys(factors[measure])
    .filter((unit) => unit !== '')
    .join(', ')
}

export function isTextField(name: string): name is TextField {
  return textFields.some((field) => field === name)
}

export function isNumberField(name: string): name is NumberField {
  return Object.hasOwn(numberFields, name)
}
