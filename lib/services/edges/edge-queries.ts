import type { EdgeDraft } from '../../domain/graph/draft.ts'
import type { EdgeReports } from '../../domain/graph/explain/reports-of-edge.ts'
import type { EdgeIdEnd, EdgeIdParts } from '../../domain/graph/parse-edge-id.ts'
import type { Evidence } from '../../contract/source-failure.ts'
import type { MetricsSource, SeriesMeasure, SeriesSelector } from '../../sources/metrics-port.ts'
import { selectorsOf, tcpSelectorsOf } from '../traffic/traffic-series.ts'

interface Asked {
  readonly parts: EdgeIdParts
  readonly draft: EdgeDraft | undefined
  readonly reports: EdgeReports
  readonly windowSeconds: number
  /** The label of an aggregated graph. */
  readonly aggregate: string | undefined
}

/** The queries that ask for one edge alone, to read and to paste. None is asked. */
export function edgeQueries(metrics: MetricsSource, { parts, draft, reports, ...asked }: Asked): Evidence[] {
  const { windowSeconds, aggregate } = asked
  const text = (measure: SeriesMeasure, selectors: readonly SeriesSelector[]) =>
    metrics.queryText(measure, selectors, windowSeconds)
  const tcp = parts.protocol === 'tcp'
  const rate = tcp ? 'tcpBytesPerSecond' : 'rps'
  const what = tcp ? 'bytes' : 'requests'
  const sides = (['destination', 'source'] as const).map((reporter) => ({
    name: `${what} as the ${reporter === 'destination' ? 'callee' : 'caller'} counted them`,
    query: text(rate, [bySide(parts, reporter)]),
    windowSeconds,
    reporter,
    samples: reports[reporter]?.series ?? 0,
  }))
  if (draft === undefined) return sides
  const by = { bySource: true, aggregate }
  const selectors = tcp ? tcpSelectorsOf([draft], by) : selectorsOf([draft], by)
  const measures: readonly SeriesMeasure[] = tcp ? [rate] : [rate, 'errorRps', 'p95', 'bytesPerSecond']
  const { reporter, samples } = draft.edge
  const own = measures.map((measure) => ({
    name: `${measure} of the edge`,
    query: text(measure, selectors),
    windowSeconds,
    reporter,
    samples,
  }))
  // The ids of an aggregate's edges do not tell both of its ends: only its own series can be asked for.
  return aggregate === undefined ? [...own, ...sides] : own
}

/** Everything that one side says of the edge, whether it counts or not. */
function bySide({ source, target, protocol }: EdgeIdParts, reporter: 'source' | 'destination'): SeriesSelector {
  return {
    reporter,
    ...callerOf(source),
    ...calleeOf(target),
    ...(protocol === 'tcp' ? {} : { protocol }),
  }
}

function callerOf({ kind, name, namespace }: EdgeIdEnd): Partial<SeriesSelector> {
  if (kind === 'unknown') return { sourceWorkload: 'unknown' }
  const place = namespace === null ? {} : { sourceNamespace: namespace }
  if (kind === 'workload') return { ...place, sourceWorkload: name }
  if (kind !== 'app') return place
  const [app, revision] = name.split('@')
  return {
    ...place,
    sourceCanonicalService: app,
    ...(revision === undefined ? {} : { sourceCanonicalRevision: revision }),
  }
}

function calleeOf({ kind, name, namespace }: EdgeIdEnd): Partial<SeriesSelector> {
  switch (kind) {
    case 'workload':
      return { destinationWorkload: name, ...(namespace === null ? {} : { destinationNamespace: namespace }) }
    case 'app': {
      const [app, revision] = name.split('@')
      const version = revision === undefined ? {} : { destinationCanonicalRevision: revision }
      return { destinationCanonicalService: app, destinationNamespace: namespace ?? undefined, ...version }
    }
    case 'service':
      return { destinationServiceName: name, ...(namespace === null ? {} : { destinationServiceNamespace: namespace }) }
    case 'external':
      return { destinationServiceName: name }
    case 'unknown':
      return { destinationWorkload: 'unknown', destinationServiceName: 'unknown' }
    case 'aggregate':
      return { destinationNamespace: namespace ?? undefined }
  }
}
