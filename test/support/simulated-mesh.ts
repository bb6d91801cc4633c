import fc from 'fast-check'
import type { RequestSample, TelemetryLabels } from '../../lib/domain/telemetry/samples.ts'

/** A workload of a mesh whose truth is known. One without a reporting proxy says nothing and hides who it is. */
export interface TrueWorkload {
  readonly name: string
  readonly namespace: string
  readonly reports: boolean
}

/** What really happened between two workloads in the window; everything counts requests. */
export interface TrueCalls {
  readonly source: TrueWorkload
  readonly target: TrueWorkload
  readonly protocol: 'http' | 'grpc'
  /** Requests that were answered well at the first attempt, and how many of them went in plain text. */
  readonly good: number
  readonly plainOfGood: number
  /** Requests that were answered 503 at the last attempt. */
  readonly failed: number
  /** Attempts that arrived, failed and were tried again; the requests they belong to count above. */
  readonly retried: number
  /** Requests that ended at the caller: the connection failed. */
  readonly neverArrived: number
  /** Requests that the caller gave up waiting for. */
  readonly timedOut: number
  /** Requests for which the service had no workload at all. */
  readonly noWorkload: number
}

export const WINDOW_SECONDS = 60

const principal = ({ namespace, name }: TrueWorkload) => `spiffe://cluster.local/ns/${namespace}/sa/${name}`
const serviceOf = ({ name }: TrueWorkload) => name.replace(/-v\d+$/, '')
const versionOf = ({ name }: TrueWorkload) => /-(v\d+)$/.exec(name)?.[1] ?? 'latest'

/** The series that Istio's proxies would report about these calls, both reporters. */
export function reportedSeries(mesh: readonly TrueCalls[]): RequestSample[] {
  return mesh
    .flatMap((calls) => [...calleesSeries(calls), ...callersSeries(calls)])
    .filter(({ perSecond }) => perSecond > 0)
}

/** What the callee's proxy saw: attempts. */
function calleesSeries(calls: TrueCalls): RequestSample[] {
  if (!calls.target.reports) return []
  const mutual = calls.source.reports
  const base = { ...labels(calls, 'destination'), protocol: calls.protocol }
  const secure = { connectionSecurityPolicy: mutual ? 'mutual_tls' : 'none' }
  return [
    sample({ ...base, ...secure }, { code: '200', flags: '-', count: calls.good - calls.plainOfGood }),
    sample(
      { ...base, connectionSecurityPolicy: 'none', sourcePrincipal: 'unknown' },
      { code: '200', flags: '-', count: calls.plainOfGood },
    ),
    sample({ ...base, ...secure }, { code: '503', flags: '-', count: calls.failed + calls.retried }),
    sample({ ...base, ...secure }, { code: '0', flags: 'DC', count: calls.timedOut }),
  ]
}

/** What the caller's proxy saw: requests. */
function callersSeries(calls: TrueCalls): RequestSample[] {
  if (!calls.source.reports) return []
  const base = { ...labels(calls, 'source'), protocol: calls.protocol, connectionSecurityPolicy: 'unknown' }
  const nobody = {
    destinationWorkload: 'unknown',
    destinationNamespace: 'unknown',
    destinationCanonicalService: 'unknown',
    destinationCanonicalRevision: 'latest',
    destinationPrincipal: 'unknown',
    destinationCluster: 'unknown',
  }
  return [
    sample(base, { code: '200', flags: '-', count: calls.good }),
    sample(base, { code: '503', flags: 'URX', count: calls.failed }),
    sample(base, { code: '503', flags: 'UF,URX', count: calls.neverArrived }),
    sample(base, { code: '504', flags: 'UT', count: calls.timedOut }),
    sample({ ...base, ...nobody }, { code: '503', flags: 'UH', count: calls.noWorkload }),
  ]
}

type Base = TelemetryLabels & { readonly protocol: 'http' | 'grpc' }

function sample(base: Base, { code, flags, count }: { code: string; flags: string; count: number }): RequestSample {
  const grpcStatus = base.protocol === 'grpc' && code === '200' ? '0' : null
  return { ...base, code, flags, grpcStatus, perSecond: count / WINDOW_SECONDS }
}

function labels({ source, target }: TrueCalls, reporter: 'source' | 'destination'): TelemetryLabels {
  const seen = source.reports
  const hidden = (value: string) => (seen ? value : 'unknown')
  return {
    reporter,
    sourceCluster: hidden('Kubernetes'),
    sourceNamespace: hidden(source.namespace),
    sourceWorkload: hidden(source.name),
    sourceCanonicalService: hidden(serviceOf(source)),
    sourceCanonicalRevision: seen ? versionOf(source) : 'latest',
    sourcePrincipal: hidden(principal(source)),
    destinationCluster: 'Kubernetes',
    destinationNamespace: target.namespace,
    destinationWorkload: target.name,
    destinationCanonicalService: serviceOf(target),
    destinationCanonicalRevision: versionOf(target),
    destinationPrincipal: target.reports && seen ? principal(target) : 'unknown',
    destinationService: `${serviceOf(target)}.${target.namespace}.svc.cluster.local`,
    destinationServiceName: serviceOf(target),
    destinationServiceNamespace: target.namespace,
    connectionSecurityPolicy: 'unknown',
  }
}

const workload = (reports: boolean): fc.Arbitrary<TrueWorkload> =>
  fc.record({
    name: fc.constantFrom('front-v1', 'cart-v1', 'cart-v2', 'stock-v1', 'mail-v1'),
    namespace: fc.constantFrom('shop', 'back'),
    reports: fc.constant(reports),
  })

/** Retries below what two scrapes apart can differ by are not counted: they are 0 or clearly there. */
const clearly = fc.oneof(fc.constant(0), fc.integer({ min: 3, max: 400 }))
const some = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 3_000 }))

/** Meshes with random calls. Whether a workload reports is a fact of the workload, not of a call. */
export const trueMesh: fc.Arbitrary<readonly TrueCalls[]> = fc
  .record({
    silent: fc.subarray(['shop/front-v1', 'shop/cart-v2', 'back/stock-v1', 'back/mail-v1']),
    calls: fc.uniqueArray(
      fc.record({
        source: workload(true),
        target: workload(true),
        protocol: fc.constantFrom('http' as const, 'grpc' as const),
        good: some,
        plainShare: fc.double({ min: 0, max: 1, noNaN: true }),
        failed: some,
        retried: clearly,
        neverArrived: some,
        timedOut: some,
        noWorkload: some,
      }),
      {
        selector: ({ source, target, protocol }) =>
          `${source.namespace}/${source.name}>${target.namespace}/${target.name}:${protocol}`,
        maxLength: 12,
      },
    ),
  })
  .map(({ silent, calls }) => {
    const known = (one: TrueWorkload) => ({ ...one, reports: !silent.includes(`${one.namespace}/${one.name}`) })
    return calls.map(({ plainShare, ...call }) => {
      const source = known(call.source)
      const plainOfGood = source.reports ? Math.floor(call.good * plainShare) : 0
      return { ...call, source, target: known(call.target), plainOfGood }
    })
  })
