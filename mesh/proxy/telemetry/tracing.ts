import { staticClusters } from '../clusters.ts'
import { extension, type JsonObject } from '../json.ts'
import type { WorkloadIdentity } from './workload-identity.ts'

export interface TracingInput {
  readonly identity: WorkloadIdentity
  readonly role: 'sidecar' | 'router'
  readonly podName: string
  /** Share of requests without a sampling decision that is traced, 0..100. */
  readonly samplingPercent: number
  readonly meshId?: string
}

/** `tracing` of an HTTP connection manager: OTLP over gRPC; W3C `traceparent` in and out. Gateways make a span for the upstream call too. */
export function tracing(input: TracingInput): JsonObject {
  const { identity, role, samplingPercent } = input
  return {
    provider: {
      name: 'envoy.tracers.opentelemetry',
      typed_config: extension('envoy.config.trace.v3.OpenTelemetryConfig', {
        grpc_service: { envoy_grpc: { cluster_name: staticClusters.otlp }, timeout: '1s' },
        service_name: tracingServiceName(identity),
        resource_detectors: [resourceAttributes(input)],
      }),
    },
    random_sampling: { value: samplingPercent },
    client_sampling: { value: 100 },
    overall_sampling: { value: 100 },
    spawn_upstream_span: role === 'router',
    custom_tags: Object.entries(spanTags(input)).map(([tag, value]) => ({ tag, literal: { value } })),
  }
}

/** The name under which a proxy's spans are filed, `CANONICAL.NAMESPACE`, as Istio's. */
export function tracingServiceName(identity: WorkloadIdentity): string {
  return `${identity.canonicalService}.${identity.namespace}`
}

function spanTags({ identity, meshId }: TracingInput): Record<string, string> {
  return {
    'istio.canonical_service': identity.canonicalService,
    'istio.canonical_revision': identity.canonicalRevision,
    'istio.namespace': identity.namespace,
    'istio.cluster_id': identity.cluster,
    'istio.mesh_id': meshId ?? 'cluster.local',
  }
}

function resourceAttributes({ identity, podName }: TracingInput): JsonObject {
  return {
    name: 'envoy.tracers.opentelemetry.resource_detectors.static_config',
    typed_config: extension(
      'envoy.extensions.tracers.opentelemetry.resource_detectors.v3.StaticConfigResourceDetectorConfig',
      {
        attributes: {
          'k8s.pod.name': podName,
          'k8s.namespace.name': identity.namespace,
          'k8s.deployment.name': identity.workload,
          'service.version': identity.canonicalRevision,
        },
      },
    ),
  }
}
