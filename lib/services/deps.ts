import type { Principal } from '../domain/model/principal.ts'
import type { PlanStore } from '../domain/routing/plan/store.ts'
import type { SequenceStore } from '../domain/changes/sequence.ts'
import type { ChangeLedger } from '../domain/changes/ledger.ts'
import type { SelfSample } from '../domain/mesh-facts/console-health.ts'
import type { MeshMetricsSource, MetricsSource, RawSeriesSource } from '../sources/metrics-port.ts'
import type {
  CertificateFacts,
  ControlPlaneSource,
  KubernetesSource,
  LogSource,
  TraceSource,
} from '../sources/ports.ts'
import type { SourceState } from '../contract/readiness.ts'

/** Addresses for people, never asked by the console. */
export interface ExternalLinks {
  readonly grafana: string | null
  readonly tracing: string | null
}

/** Everything a use-case may ask; built once in `lib/server/container.ts`. A source that is not configured is null. */
export interface Deps {
  readonly metrics: MetricsSource
  readonly meshMetrics: MeshMetricsSource
  /** Scraped values for a capsule; null where there are none, under an opened capsule. */
  readonly rawSeries: RawSeriesSource | null
  readonly traces: TraceSource | null
  readonly kubernetes: KubernetesSource
  readonly logs: LogSource
  readonly controlPlane: ControlPlaneSource | null
  readonly ledger: ChangeLedger
  readonly plans: PlanStore
  readonly sequences: SequenceStore
  /** Unix milliseconds. */
  readonly now: () => number
  readonly sourceStates: () => readonly SourceState[]
  /** Asks sources that were not asked lately, so that their states speak of now. Never throws. */
  readonly probeSources: () => Promise<void>
  /** Samples of the console's own metrics, oldest first. */
  readonly selfSamples: () => readonly SelfSample[]
  /** What a PEM text says of its certificates. */
  readonly readCertificates: (pem: string) => readonly CertificateFacts[]
  /** Where people look at dashboards and traces; null where nothing is configured. */
  readonly links: ExternalLinks
}

/** What every service takes: who asks (identity and rights), what for, with what, and until when. */
export interface Call<Input> {
  readonly deps: Deps
  readonly principal: Principal
  readonly input: Input
  readonly signal?: AbortSignal | undefined
}
