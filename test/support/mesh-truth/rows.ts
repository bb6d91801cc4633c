import { SeededRandom } from '../random.ts'
import { seenRate } from './counters.ts'
import type { Call, Workload, World } from './world.ts'

/** A row of a Prometheus answer. */
export interface Row {
  readonly metric: Readonly<Record<string, string>>
  readonly value: [number, string]
}

export interface Answers {
  readonly requests: readonly Row[]
  readonly tcp: readonly Row[]
  readonly buckets: readonly Row[]
}

const bounds = ['0.5', '1', '5', '10', '25', '50', '100', '250', '500', '1000', '2500', '5000', '+Inf']
/** What a caller sees on top of what the callee took. */
const NETWORK_MS = 1

type Side = 'source' | 'destination'

/** One outcome of calls as one side labels it. */
interface Outcome {
  readonly side: Side
  readonly perSecond: number
  readonly code: string
  readonly flags: string
  readonly status?: string
  readonly reached?: false
}

/** The answers of Prometheus to the graph's questions, rows that are no numbers among them. */
export function answersOf(world: World, seed: number): Answers {
  const calls = world.calls.filter(({ protocol }) => protocol !== 'tcp')
  const requests = calls.flatMap((call) => outcomesOf(call).flatMap((outcome) => requestRow(call, outcome)))
  return {
    requests: withNoise(summed(requests), new SeededRandom(seed)),
    tcp: summed(world.calls.filter(({ protocol }) => protocol === 'tcp').flatMap(tcpRows)),
    buckets: summed(calls.flatMap(bucketRows)),
  }
}

function outcomesOf(call: Call): Outcome[] {
  const grpc = call.protocol === 'grpc'
  const failing = grpc ? { code: '200', status: '14' } : { code: '503' }
  const fine = grpc ? { code: '200', status: '0' } : { code: '200' }
  const heard: Outcome[] = [
    { side: 'destination', perSecond: call.good, ...fine, flags: '-' },
    { side: 'destination', perSecond: call.refused, code: '404', flags: '-' },
    { side: 'destination', perSecond: call.failed + call.retried, ...failing, flags: '-' },
    { side: 'destination', perSecond: call.timedOut, code: '0', flags: 'DC' },
  ]
  const told: Outcome[] = [
    { side: 'source', perSecond: call.good, ...fine, flags: '-' },
    { side: 'source', perSecond: call.refused, code: '404', flags: '-' },
    { side: 'source', perSecond: call.failed, ...failing, flags: grpc ? '-' : 'URX' },
    { side: 'source', perSecond: call.timedOut, code: '504', flags: 'UT' },
    { side: 'source', perSecond: call.neverArrived, code: '503', flags: 'UF,URX' },
    { side: 'source', perSecond: call.noWorkload, code: '503', flags: 'UH', reached: false },
  ]
  return [...(call.target.reports ? heard : []), ...(call.source.reports ? told : [])]
}

function requestRow(call: Call, { side, perSecond, code, flags, status = '', reached }: Outcome): Row[] {
  const metric = {
    ...labelsOf(call, side, reached !== false),
    request_protocol: call.protocol,
    response_code: code,
    response_flags: flags,
    grpc_response_status: call.protocol === 'grpc' ? status : '',
  }
  return rowOf(metric, seenRate(call, side, perSecond))
}

function tcpRows(call: Call): Row[] {
  const sides: readonly Side[] = [
    ...(call.target.reports ? (['destination'] as const) : []),
    ...(call.source.reports ? (['source'] as const) : []),
  ]
  return sides.flatMap((side) => {
    const metric = { ...labelsOf(call, side, true), response_flags: '-' }
    return [
      ...rowOf({ ...metric, part: 'sent' }, seenRate(call, side, call.good)),
      ...rowOf({ ...metric, part: 'received' }, seenRate(call, side, call.failed)),
    ]
  })
}

/** Callees' histograms, and callers' of callees that do not report. */
function bucketRows(call: Call): Row[] {
  const side = call.target.reports ? 'destination' : 'source'
  if (!call.target.reports && !call.source.reports) return []
  const took = call.tookMs + (side === 'source' ? NETWORK_MS : 0)
  const attempts = call.good + call.refused + call.failed + call.timedOut + (side === 'destination' ? call.retried : 0)
  const rate = seenRate(call, side, attempts)
  const { response_code: _code, ...metric } = { ...labelsOf(call, side, true), response_code: '' }
  return bounds.flatMap((le) => {
    const holds = le === '+Inf' || took <= Number(le)
    return rowOf({ ...metric, request_protocol: call.protocol, le }, rate === null ? null : holds ? rate : 0)
  })
}

function labelsOf(call: Call, side: Side, reached: boolean): Record<string, string> {
  const { source, target, service, mutual } = call
  const seen = source.reports
  const secured = mutual && side === 'destination'
  return {
    reporter: side,
    source_cluster: seen ? 'Kubernetes' : 'unknown',
    ...prefixed('source', seen ? source : null),
    source_principal: secured ? principalOf(source) : 'unknown',
    destination_cluster: reached ? 'Kubernetes' : 'unknown',
    ...prefixed('destination', reached ? target : null),
    destination_principal: secured ? principalOf(target) : 'unknown',
    destination_service: `${service}.${target.namespace}.svc.cluster.local`,
    destination_service_name: service,
    destination_service_namespace: target.namespace,
    connection_security_policy: side === 'source' ? 'unknown' : mutual ? 'mutual_tls' : 'none',
  }
}

function prefixed(end: 'source' | 'destination', workload: Workload | null): Record<string, string> {
  return {
    [`${end}_workload_namespace`]: workload?.namespace ?? 'unknown',
    [`${end}_workload`]: workload?.name ?? 'unknown',
    [`${end}_canonical_service`]: workload?.app ?? 'unknown',
    [`${end}_canonical_revision`]: workload?.version ?? 'latest',
  }
}

const principalOf = ({ namespace, app }: Workload) => `spiffe://cluster.local/ns/${namespace}/sa/${app}`

function rowOf(metric: Readonly<Record<string, string>>, rate: number | null): Row[] {
  return rate === null ? [] : [{ metric, value: [0, String(rate)] }]
}

/** `sum by`: rows of equal labels are one. */
function summed(rows: readonly Row[]): Row[] {
  const sums = new Map<string, Row>()
  for (const row of rows) {
    const key = JSON.stringify(row.metric)
    const before = Number(sums.get(key)?.value[1] ?? 0)
    sums.set(key, { metric: row.metric, value: [0, String(before + Number(row.value[1]))] })
  }
  return [...sums.values()]
}

/** Beside the honest rows some whose value is no number, and some of a reporter that is none of ours. */
function withNoise(rows: readonly Row[], random: SeededRandom): Row[] {
  const noise = rows.flatMap((row): Row[] => {
    if (!random.chance(0.2)) return []
    const value: [number, string] = [0, random.pick(['NaN', '+Inf', '-Inf', '-3'])]
    const odd = { metric: { ...row.metric, response_code: '500' }, value }
    const nowhere = { metric: { ...row.metric, destination_workload: 'nowhere' }, value }
    const waypoint: Row = { metric: { ...row.metric, reporter: 'waypoint' }, value: [0, '7'] }
    return [odd, nowhere, waypoint]
  })
  return [...rows, ...noise]
}
