import { stringify } from 'yaml'
import type { MeshSettings } from '../settings.ts'
import { packedPeerLabel } from '../proxy/telemetry/labels.ts'

/** The console as a scrape target; its metrics ask for the bearer token in the file. */
export interface ConsoleTarget {
  readonly address: string
  readonly tokenFile: string
}

/** What this mesh runs beside its proxies. */
export interface ScrapedProcesses {
  readonly traceStore: 'bundled' | 'jaeger'
  readonly console?: ConsoleTarget | undefined
}

const loopback = '127.0.0.1'

/** Prometheus' configuration for the bundled mesh, as YAML. Pure: the same settings give the same text. */
export function prometheusConfig(settings: MeshSettings, { traceStore, console }: ScrapedProcesses): string {
  return stringify({
    global: { scrape_interval: '5s', scrape_timeout: '4s', evaluation_interval: '5s' },
    scrape_configs: [
      proxies(settings),
      process('control-plane', `${loopback}:${settings.HEDDLE_DEBUG_PORT}`),
      process('traffic', `${loopback}:${settings.HEDDLE_TRAFFIC_PORT}`),
      traceStore === 'jaeger'
        ? jaegerJob(`${loopback}:${settings.HEDDLE_JAEGER_ADMIN_PORT}`)
        : process('trace-store', `${loopback}:${settings.HEDDLE_TRACING_PORT}`),
      ...(console === undefined ? [] : [consoleJob(console)]),
    ],
  })
}

type Rule = Readonly<Record<string, unknown>>

function proxies(settings: MeshSettings): Rule {
  return {
    job_name: 'envoy-stats',
    metrics_path: '/stats/prometheus',
    http_sd_configs: [
      { url: `http://${loopback}:${settings.HEDDLE_DEBUG_PORT}/sd/prometheus`, refresh_interval: '5s' },
    ],
    metric_relabel_configs: [istioNames, readOnes, ...splitCaller(), ...fillMissing()],
  }
}

function process(name: string, target: string): Rule {
  return { job_name: name, static_configs: [{ targets: [target] }], metric_relabel_configs: [ownSeries] }
}

function jaegerJob(target: string): Rule {
  return { job_name: 'jaeger', static_configs: [{ targets: [target] }], metric_relabel_configs: [jaegerSeries] }
}

function consoleJob({ address, tokenFile }: ConsoleTarget): Rule {
  return {
    ...process('console', address),
    metrics_path: '/api/metrics',
    authorization: { type: 'Bearer', credentials_file: tokenFile },
  }
}

/** The proxies' stats logger puts its scope in front of Istio's names. */
const istioNames: Rule = {
  source_labels: ['__name__'],
  regex: 'envoy_istiocustom_(istio_.+)',
  target_label: '__name__',
  replacement: '$1',
}
const readOnes: Rule = { source_labels: ['__name__'], regex: '(istio|envoy|heddle)_.+', action: 'keep' }
const ownSeries: Rule = {
  source_labels: ['__name__'],
  regex:
    '(heddle|pilot|citadel|istio)_.+|process_(cpu_seconds_total|resident_memory_bytes|start_time_seconds)|nodejs_eventloop_lag_p99_seconds',
  action: 'keep',
}
const jaegerSeries: Rule = { source_labels: ['__name__'], regex: '(otelcol|jaeger)_.+', action: 'keep' }

// In the order of peer-subject.ts's packed value.
const callerLabels = [
  'source_workload',
  'source_workload_namespace',
  'source_canonical_service',
  'source_canonical_revision',
  'source_cluster',
  'source_app',
  'source_version',
]

/** The caller's packed identity becomes seven labels; what doesn't look like one is dropped, so the labels stay unknown. */
function splitCaller(): Rule[] {
  const field = '([A-Za-z0-9._%-]{0,253})'
  const regex = `(?:[a-z0-9.]+=)?${callerLabels.map(() => field).join('\\|')}`
  const splits = callerLabels.map((label, index) => ({
    source_labels: [packedPeerLabel],
    regex,
    target_label: label,
    replacement: `$${index + 1}`,
  }))
  return [...splits, { regex: packedPeerLabel, action: 'labeldrop' }]
}

const filled = [
  ...callerLabels,
  'source_principal',
  'destination_workload',
  'destination_workload_namespace',
  'destination_principal',
  'destination_app',
  'destination_version',
  'destination_service',
  'destination_canonical_service',
  'destination_canonical_revision',
  'destination_service_name',
  'destination_service_namespace',
  'destination_cluster',
]

/** Istio never leaves a standard label out: missing is `unknown`, a missing canonical revision `latest`. */
function fillMissing(): Rule[] {
  return filled.map((label) => ({
    source_labels: ['__name__', label],
    regex: 'istio_(?:request|response|tcp)[a-z_]*;',
    target_label: label,
    replacement: label.endsWith('_canonical_revision') ? 'latest' : 'unknown',
  }))
}
