import type { Change } from '../../domain/changes/change.ts'
import type { FrozenSeries } from '../../domain/capsule/promql/evaluate.ts'
import type {
  CapsuleRecord,
  ClusterFactsRecord,
  ControlPlaneFacts,
  MetricsFacts,
  ProxyRecord,
  SeriesRecord,
} from '../../domain/capsule/records.ts'
import type { StoredObject } from '../../domain/kubernetes/object.ts'
import type { Trace } from '../../domain/tracing/model.ts'

/** Everything that a capsule holds, as its ports look it up. */
export class FrozenMesh {
  readonly metrics = new Map<string, FrozenSeries[]>()
  metricsFacts: MetricsFacts | null = null
  readonly traces = new Map<string, Trace>()
  /** Lines by `namespace/pod/container`. */
  readonly logs = new Map<string, string[]>()
  readonly objects = new Map<string, StoredObject[]>()
  readonly configMaps = new Map<string, Readonly<Record<string, string>>>()
  clusterFacts: ClusterFactsRecord | null = null
  /** By `pod.namespace`. */
  readonly proxies = new Map<string, ProxyRecord>()
  controlPlaneFacts: ControlPlaneFacts | null = null
  readonly changes = new Map<string, Change>()

  add(record: CapsuleRecord): void {
    switch (record.part) {
      case 'metrics':
        if (record.type === 'facts') this.metricsFacts = record
        else pushTo(this.metrics, record.metric, [seriesOf(record)])
        return
      case 'traces':
        this.traces.set(record.trace.traceId, record.trace)
        return
      case 'logs':
        pushTo(this.logs, `${record.namespace}/${record.pod}/${record.container}`, record.lines)
        return
      case 'configuration':
        this.#addConfiguration(record)
        return
      case 'proxies':
        if (record.type === 'facts') this.controlPlaneFacts = record
        else this.proxies.set(`${record.status.pod}.${record.status.namespace}`, record)
        return
      case 'changes':
        this.changes.set(record.change.id, record.change)
    }
  }

  #addConfiguration(record: Extract<CapsuleRecord, { part: 'configuration' }>): void {
    switch (record.type) {
      case 'object':
        pushTo(this.objects, record.object.kind, [record.object])
        return
      case 'config-map':
        this.configMaps.set(`${record.namespace}/${record.name}`, record.data)
        return
      case 'facts':
        this.clusterFacts = record
    }
  }
}

function seriesOf({ labels, times, values }: SeriesRecord): FrozenSeries {
  let time = 0
  const absolute = Float64Array.from(times, (step) => (time += step))
  return { labels, times: absolute, values: Float64Array.from(values) }
}

function pushTo<T>(map: Map<string, T[]>, key: string, items: readonly T[]): void {
  const known = map.get(key)
  if (known === undefined) map.set(key, [...items])
  else for (const item of items) known.push(item)
}
