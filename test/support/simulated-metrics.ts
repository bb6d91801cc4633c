import type { RequestSample } from '../../lib/domain/telemetry/samples.ts'
import { WINDOW_SECONDS } from './simulated-mesh.ts'

export interface ScrapeTimes {
  readonly endSeconds: number
  readonly stepSeconds: number
  readonly count: number
}

const bounds = [0.5, 1, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000]

/** How long requests of a series took, in milliseconds: callers always see more than callees. */
export const typicalMs = ({ reporter }: Pick<RequestSample, 'reporter'>) => (reporter === 'source' ? 40 : 20)
/** Wire bytes of one request and its answer together. */
export const BYTES_PER_REQUEST = 300

/**
 * The series as scraped counters in OpenMetrics text. Every third proxy restarts once in the middle: its counters
 * begin anew, which a rate must not see.
 */
export function openMetricsOf(series: readonly RequestSample[], times: ScrapeTimes): string {
  const lines: string[] = ['# TYPE istio_requests counter']
  const counters = (name: string, perRequest: number, labels = '') =>
    series.flatMap((sample, place) =>
      counter(`${name}{${labelsOf(sample)}${labels}}`, sample.perSecond * perRequest, {
        times,
        restarts: place % 3 === 0,
      }),
    )
  lines.push(...counters('istio_requests_total', 1))
  lines.push('# TYPE istio_request_duration_milliseconds histogram')
  for (const [place, sample] of series.entries()) lines.push(...histogram(sample, { times, restarts: place % 3 === 0 }))
  for (const [name, bytes] of [
    ['istio_request_bytes', BYTES_PER_REQUEST / 3],
    ['istio_response_bytes', (BYTES_PER_REQUEST * 2) / 3],
  ] as const) {
    lines.push(`# TYPE ${name} summary`)
    lines.push(...counters(`${name}_sum`, bytes))
  }
  return `${lines.join('\n')}\n# EOF\n`
}

interface Scraped {
  readonly times: ScrapeTimes
  readonly restarts: boolean
}

function counter(series: string, perSecond: number, { times, restarts }: Scraped): string[] {
  const { endSeconds, stepSeconds, count } = times
  const restartAt = restarts ? Math.floor(count / 2) : 0
  return Array.from({ length: count }, (_, place) => {
    const since = place >= restartAt && restarts ? place - restartAt + 1 : place + 1
    const time = endSeconds - stepSeconds * (count - 1 - place)
    return `${series} ${(perSecond * stepSeconds * since).toFixed(6)} ${time}`
  })
}

/** Every request of a series takes the same time, so that its percentiles lie in a known bucket. */
function histogram(sample: RequestSample, scraped: Scraped): string[] {
  const name = 'istio_request_duration_milliseconds'
  const labels = labelsOf(sample)
  const took = typicalMs(sample)
  const buckets = [...bounds.map((upper) => [String(upper), took <= upper] as const), ['+Inf', true] as const]
  return [
    ...buckets.flatMap(([upper, holds]) =>
      counter(`${name}_bucket{${labels},le="${upper}"}`, holds ? sample.perSecond : 0, scraped),
    ),
    ...counter(`${name}_count{${labels}}`, sample.perSecond, scraped),
    ...counter(`${name}_sum{${labels}}`, sample.perSecond * took, scraped),
  ]
}

function labelsOf(sample: RequestSample): string {
  const pairs = {
    reporter: sample.reporter,
    source_cluster: sample.sourceCluster,
    source_workload_namespace: sample.sourceNamespace,
    source_workload: sample.sourceWorkload,
    source_canonical_service: sample.sourceCanonicalService,
    source_canonical_revision: sample.sourceCanonicalRevision,
    source_principal: sample.sourcePrincipal,
    destination_cluster: sample.destinationCluster,
    destination_workload_namespace: sample.destinationNamespace,
    destination_workload: sample.destinationWorkload,
    destination_canonical_service: sample.destinationCanonicalService,
    destination_canonical_revision: sample.destinationCanonicalRevision,
    destination_principal: sample.destinationPrincipal,
    destination_service: sample.destinationService,
    destination_service_name: sample.destinationServiceName,
    destination_service_namespace: sample.destinationServiceNamespace,
    connection_security_policy: sample.connectionSecurityPolicy,
    request_protocol: sample.protocol,
    response_code: sample.code,
    response_flags: sample.flags,
    grpc_response_status: sample.grpcStatus ?? '',
  }
  return Object.entries(pairs)
    .map(([label, value]) => `${label}="${value}"`)
    .join(',')
}

/** Scrapes that cover the window with room at both ends. */
export function scrapesUntil(endSeconds: number): ScrapeTimes {
  const stepSeconds = 5
  return { endSeconds, stepSeconds, count: (2 * WINDOW_SECONDS) / stepSeconds + 1 }
}
