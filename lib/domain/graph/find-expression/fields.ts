/** Texts that nodes and edges are found by; an edge has those of both its ends. */
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
  'operation',
  'direction',
  'layer',
  'code',
  'flag',
  'sourceprincipal',
  'destprincipal',
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
  retries: 'rate',
  rank: 'count',
  http: 'rate',
  grpc: 'rate',
  tcp: 'bytes',
  httpin: 'rate',
  httpout: 'rate',
  grpcin: 'rate',
  grpcout: 'rate',
  tcpin: 'bytes',
  tcpout: 'bytes',
  '%httperr': 'share',
  '%grpcerr': 'share',
  '%httptraffic': 'share',
  '%grpctraffic': 'share',
} as const
export type NumberField = keyof typeof numberFields
export type Measure = (typeof numberFields)[NumberField]

/** What is or is not so; written alone, or after "is" or "has". */
export const flagFields = [
  'healthy',
  'degraded',
  'failing',
  'idle',
  'traffic',
  'mtls',
  'gateway',
  'circuitbreaker',
  'faultinjection',
  'mirroring',
  'outofmesh',
  'outside',
  'requestrouting',
  'requesttimeout',
  'serviceentry',
  'tcptrafficshifting',
  'trafficshifting',
  'trafficsource',
  'virtualservice',
  'workloadentry',
] as const
export type FlagField = (typeof flagFields)[number]

/** Other names of fields, most of them Kiali's. */
const aliases: Readonly<Record<string, TextField | NumberField | FlagField>> = {
  namespace: 'ns',
  node: 'kind',
  type: 'kind',
  health: 'status',
  cb: 'circuitbreaker',
  fi: 'faultinjection',
  rr: 'requestrouting',
  rto: 'requesttimeout',
  se: 'serviceentry',
  ts: 'trafficshifting',
  tcpts: 'tcptrafficshifting',
  vs: 'virtualservice',
  we: 'workloadentry',
  op: 'operation',
  svc: 'service',
  wl: 'workload',
  rt: 'p95',
  responsetime: 'p95',
  throughput: 'bytes',
  latency: 'p95',
  flags: 'flag',
}

/** The field that a word means, in any case; the word itself where it is none. */
export function fieldOf(word: string): string {
  const lower = word.toLowerCase()
  return Object.hasOwn(aliases, lower) ? (aliases[lower] ?? lower) : lower
}

const factors: Record<Measure, Record<string, number>> = {
  share: { '': 0.01, '%': 0.01 },
  rate: { '': 1, '/s': 1, rps: 1, '/m': 1 / 60, rpm: 1 / 60 },
  duration: { '': 1, ms: 1, s: 1_000 },
  bytes: { '': 1, b: 1, kb: 1_000, mb: 1_000_000, gb: 1_000_000_000 },
  count: { '': 1 },
}

/** "300ms" as 300 for a duration, "1%" as 0.01 for a share; null when number or unit do not fit. */
export function measureValue(text: string, measure: Measure): number | null {
  const match = /^(\d+(?:\.\d+)?)(%|\/[sm]|[a-zA-Z]*)$/.exec(text)
  const factor = factors[measure][(match?.[2] ?? '').toLowerCase()]
  // Fifteen digits take away what a binary factor adds: 20064 % is 200.64.
  return match === null || factor === undefined ? null : Number((Number(match[1]) * factor).toPrecision(15))
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

export function isFlagField(name: string): name is FlagField {
  return flagFields.some((field) => field === name)
}
