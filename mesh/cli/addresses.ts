import type { MeshSettings } from '../settings.ts'
import type { PortNeed } from './ports.ts'
import type { StateFile } from './state-file.ts'

const host = '127.0.0.1'

type ConsoleAddress = { host: string; port: number; token: string } | undefined

/** Every port of the mesh with the variable that moves it. */
export function portNeeds(
  settings: MeshSettings,
  console: ConsoleAddress,
  { jaeger, outsideHost }: { jaeger: boolean; outsideHost: boolean },
): PortNeed[] {
  const mesh = [
    ['HEDDLE_CLUSTER_API_PORT', settings.HEDDLE_CLUSTER_API_PORT],
    ['HEDDLE_PROMETHEUS_PORT', settings.HEDDLE_PROMETHEUS_PORT],
    ['HEDDLE_TRACING_PORT', settings.HEDDLE_TRACING_PORT],
    ['HEDDLE_OTLP_GRPC_PORT', settings.HEDDLE_OTLP_GRPC_PORT],
    ['HEDDLE_OTLP_HTTP_PORT', settings.HEDDLE_OTLP_HTTP_PORT],
    ['HEDDLE_INGRESS_PORT', settings.HEDDLE_INGRESS_PORT],
    ['HEDDLE_XDS_PORT', settings.HEDDLE_XDS_PORT],
    ['HEDDLE_SECURE_XDS_PORT', settings.HEDDLE_SECURE_XDS_PORT],
    ['HEDDLE_DEBUG_PORT', settings.HEDDLE_DEBUG_PORT],
    ['HEDDLE_ACCESS_LOG_PORT', settings.HEDDLE_ACCESS_LOG_PORT],
    ['HEDDLE_TRAFFIC_PORT', settings.HEDDLE_TRAFFIC_PORT],
    ...(outsideHost ? [['HEDDLE_EXTERNAL_PORT', settings.HEDDLE_EXTERNAL_PORT] as const] : []),
    ...(jaeger ? [['HEDDLE_JAEGER_ADMIN_PORT', settings.HEDDLE_JAEGER_ADMIN_PORT] as const] : []),
  ] as const
  const needs: PortNeed[] = mesh.map(([variable, port]) => ({ variable, port, host }))
  return console === undefined ? needs : [{ variable: 'PORT', port: console.port, host: console.host }, ...needs]
}

/** What state.json says of a running mesh. */
export function stateOf(settings: MeshSettings, console: ConsoleAddress): StateFile {
  const url = (port: number) => `http://${host}:${port}`
  const consoleUrl = console === undefined ? null : `http://${console.host}:${console.port}`
  return {
    consoleUrl,
    loginUrl: console === undefined ? null : `${consoleUrl ?? ''}/login?token=${console.token}`,
    token: console?.token ?? '',
    kubeconfig: `${settings.HEDDLE_DIR}/kubeconfig`,
    prometheusUrl: url(settings.HEDDLE_PROMETHEUS_PORT),
    tracingUrl: url(settings.HEDDLE_TRACING_PORT),
    otlpGrpcUrl: url(settings.HEDDLE_OTLP_GRPC_PORT),
    otlpHttpUrl: url(settings.HEDDLE_OTLP_HTTP_PORT),
    ingressUrl: url(settings.HEDDLE_INGRESS_PORT),
    controlPlane: { xds: `${host}:${settings.HEDDLE_XDS_PORT}`, debug: url(settings.HEDDLE_DEBUG_PORT) },
  }
}
