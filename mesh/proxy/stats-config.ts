import type { JsonObject } from './json.ts'
import { statsScope } from './telemetry/stats-logger.ts'

/** Upper bounds of Istio's histogram buckets (with +Inf they are 20), in milliseconds or bytes. */
export const defaultBuckets: readonly number[] = [
  0.5, 1, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000, 30_000, 60_000, 300_000, 600_000, 1_800_000,
  3_600_000,
]

/** Envoy's own statistics that somebody reads; everything else is never created. */
const ownStats = [
  'server\\.(live|state|uptime|version|concurrency|memory_allocated|memory_physical_size|total_connections|days_until_first_cert_expiring)',
  'control_plane\\.connected_state',
  '(cluster_manager\\.cds|listener_manager\\.lds)\\.update_(success|rejected)',
  'cluster_manager\\.active_clusters',
  'listener_manager\\.(total_listeners_active|total_listeners_warming|listener_create_failure)',
]

const bucketsAnnotation = 'sidecar.istio.io/statsHistogramBuckets'

/** `stats_config`: only what is read, and the buckets of Istio or of the pod's annotation. */
export function statsConfig(annotations: Readonly<Record<string, string>>): JsonObject {
  return {
    use_all_default_tags: true,
    stats_matcher: {
      inclusion_list: {
        patterns: [{ prefix: `${statsScope}.` }, ...ownStats.map((regex) => ({ safe_regex: { regex } }))],
      },
    },
    histogram_bucket_settings: [{ match: { prefix: statsScope }, buckets: [...bucketsFrom(annotations)] }],
  }
}

/** Buckets of annotation `{"istio": [ascending positive numbers]}`; anything else leaves the defaults. */
export function bucketsFrom(annotations: Readonly<Record<string, string>>): readonly number[] {
  const given = parse(annotations[bucketsAnnotation])
  const ascending = given.every((bound, index) => bound > (given[index - 1] ?? 0))
  return given.length > 0 && ascending ? given : defaultBuckets
}

function parse(text: string | undefined): number[] {
  try {
    const value: unknown = JSON.parse(text ?? 'null')
    if (typeof value !== 'object' || value === null || !('istio' in value) || !Array.isArray(value.istio)) return []
    return value.istio.map(Number)
  } catch {
    return []
  }
}
