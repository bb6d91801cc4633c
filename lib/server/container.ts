import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { CapsuleView } from '../contract/capsule.ts'
import { createLogger, type Logger } from '../platform/logger.ts'
import { DebugPagesSource } from '../sources/control-plane/control-plane-source.ts'
import { createJaegerTraceSource } from '../sources/jaeger/trace-source.ts'
import { createTempoTraceSource } from '../sources/tempo/trace-source.ts'
import { KubeconfigConnection } from '../sources/kubernetes/connection.ts'
import { ClusterSource, reflectorDefaults } from '../sources/kubernetes/kubernetes-source.ts'
import { openStores } from '../sources/ledger/open-ledger.ts'
import { PodLogSource } from '../sources/pod-logs/pod-log-source.ts'
import { prometheusDefaults } from '../sources/prometheus/http.ts'
import { PrometheusRawSeries } from '../sources/prometheus/raw-series.ts'
import { PrometheusSource } from '../sources/prometheus/prometheus-source.ts'
import { startRecorder } from '../services/changes/recorder.ts'
import { startVerifier } from '../services/changes/verifier.ts'
import { startPlanRunner } from '../services/plans/plan-runner.ts'
import type { Deps } from '../services/deps.ts'
import { LiveHub } from '../services/live/live-hub.ts'
import type { ServerEnv } from './env.ts'
import { OwnTraces } from './own-traces.ts'
import { createSelfMetrics, type RequestObservation, type SelfMetrics } from './self-metrics.ts'
import { GuardedTraces } from './guarded-traces.ts'
import { MeshMetrics } from '../sources/prometheus/mesh-metrics.ts'
import { certificatesIn } from '../sources/control-plane/map-secrets.ts'
import { SelfHistory } from './self-history.ts'
import { ObservedLedger } from './observed-ledger.ts'
import { ObservedLogs } from './observed-logs.ts'
import { sourcesHealth } from './sources-health.ts'

/** Everything that lives as long as the process. */
export interface Container {
  readonly deps: Deps
  readonly env: ServerEnv
  /** Of the product, from package.json. */
  readonly version: string
  readonly logger: Logger
  readonly metrics: SelfMetrics
  readonly live: LiveHub
  readonly traces: OwnTraces
  /** The capsule that was opened; null for a live mesh. */
  readonly capsule: CapsuleView | null
  readonly observeRequest: (observation: RequestObservation) => void
  readonly close: () => Promise<void>
}

/** "Now" is the same moment for all askers during so many seconds. */
const BUCKET_SECONDS = 5
const CONTROL_PLANE_TIMEOUT_MS = 5_000

const slot = Symbol.for('heddle.container')
type Slot = { [slot]?: Container }

/**
 * The container of this process. It hangs off the global object because Next's handlers live in a bundle of their own.
 * @throws Error when the console was started in another way than by `main.ts`
 */
export function container(): Container {
  const { [slot]: found } = globalThis as Slot
  if (found === undefined) throw new Error('the console was not started by lib/server/main.ts')
  return found
}

/** The capsule of this process; null for a live mesh, and while nothing was started. */
export function openedCapsule(): CapsuleView | null {
  return (globalThis as Slot)[slot]?.capsule ?? null
}

/** Makes a container the one of this process. */
export function provideContainer(made: Container): void {
  ;(globalThis as Slot)[slot] = made
}

/** Builds the adapters from the environment and starts what runs in the background. @throws Error from the ledger */
export async function createContainer(env: ServerEnv): Promise<Container> {
  const logger = createLogger('console')
  const warn = (message: string) => (error: unknown) => logger.warn({ err: error }, message)
  const metrics = createSelfMetrics()
  const now = () => Date.now()
  const version = productVersion()
  const ownTraces = new OwnTraces({ endpoint: env.OTEL_EXPORTER_OTLP_ENDPOINT, version, nowMs: now })
  const prometheus = prometheusOf(env, { metrics, ownTraces, now })
  const connection = new KubeconfigConnection(env.KUBECONFIG)
  const kubernetes = new ClusterSource(connection, { ...reflectorDefaults, now, random: Math.random })
  const controlPlane = controlPlaneOf(env, now)
  const traces = tracesOf(env, now)
  const stores = await openStores(ledgerAddress(env))
  const ledger = new ObservedLedger(stores.ledger, now)
  const logs = new ObservedLogs(new PodLogSource(connection), now)
  const health = sourcesHealth({ prometheus, kubernetes, controlPlane, traces, logs, ledger }, now)
  const history = new SelfHistory(metrics.registry, now, warn('own metrics could not be sampled'))
  const deps: Deps = {
    metrics: prometheus,
    meshMetrics: new MeshMetrics({ ...prometheusDefaults, url: env.PROMETHEUS_URL, now }),
    rawSeries: new PrometheusRawSeries({ ...prometheusDefaults, url: env.PROMETHEUS_URL, now }),
    selfSamples: () => history.samples(),
    readCertificates: certificatesIn,
    traces,
    kubernetes,
    logs,
    controlPlane,
    ledger,
    plans: stores.plans,
    sequences: stores.sequences,
    now,
    sourceStates: health.states,
    probeSources: health.probe,
    links: { grafana: env.GRAFANA_URL ?? null, tracing: env.TRACING_UI_URL ?? null },
  }
  kubernetes.start()
  const stopVerifier = startVerifier(deps, warn('a verification could not be stored'))
  const stopRecorder = startRecorder({
    deps,
    memory: stores.watchMemory,
    onError: warn('a change by others was not recorded'),
  })
  const stopPlans = startPlanRunner({
    deps,
    leases: stores.leases,
    holder: randomUUID(),
    onError: warn('a plan could not be taken forward'),
  })
  const live = new LiveHub({ deps, onListeners: metrics.liveListeners })
  return {
    deps,
    env,
    version,
    logger,
    metrics,
    live,
    traces: ownTraces,
    capsule: null,
    observeRequest: metrics.request,
    close: async () => {
      live.close()
      history.stop()
      ownTraces.close()
      await ownTraces.flush()
      stopVerifier()
      stopRecorder()
      await stopPlans()
      kubernetes.stop()
      await ledger.close()
    },
  }
}

/** The metrics source; what it asks is counted in our own metrics and traces. */
function prometheusOf(
  env: ServerEnv,
  own: { readonly metrics: SelfMetrics; readonly ownTraces: OwnTraces; readonly now: () => number },
): PrometheusSource {
  const { metrics, ownTraces, now } = own
  return new PrometheusSource({
    ...prometheusDefaults,
    url: env.PROMETHEUS_URL,
    now,
    bucketSeconds: BUCKET_SECONDS,
    aggregateLabels: env.HEDDLE_AGGREGATE_LABELS,
    onQuery: (seconds, ok) => {
      metrics.query('prometheus', { seconds, ok })
      ownTraces.query('prometheus', { seconds, ok })
    },
    onLookup: metrics.cacheLookup,
  })
}

/** Of the product, from package.json. */
export function productVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8'))
  return z.object({ version: z.string() }).parse(manifest).version
}

function controlPlaneOf(env: ServerEnv, now: () => number): DebugPagesSource | null {
  if (env.CONTROL_PLANE_URL === undefined) return null
  return new DebugPagesSource({ url: env.CONTROL_PLANE_URL, timeoutMs: CONTROL_PLANE_TIMEOUT_MS, now })
}

function ledgerAddress(env: ServerEnv): Parameters<typeof openStores>[0] {
  if (env.DATABASE_URL !== undefined && env.DATABASE_URL !== '') return { engine: 'postgres', url: env.DATABASE_URL }
  return { engine: 'sqlite', path: join(env.HEDDLE_DATA, 'heddle.db') }
}

function tracesOf(env: ServerEnv, now: () => number): GuardedTraces | null {
  if (env.TRACING_URL === undefined) return null
  const { TRACING_URL: url, TRACING_TENANT: tenant } = env
  const source =
    env.TRACING_KIND === 'tempo' ? createTempoTraceSource({ url, tenant }) : createJaegerTraceSource({ url })
  return new GuardedTraces(source, now)
}
