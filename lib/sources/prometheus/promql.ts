import { formatDuration } from '../../domain/model/time-window.ts'

/** Metrics that may be asked for: Istio's standard names and what tells the scrape interval. */
export type MetricName =
  | 'istio_requests_total'
  | 'istio_request_duration_milliseconds_bucket'
  | 'istio_request_duration_milliseconds_sum'
  | 'istio_request_duration_milliseconds_count'
  | 'istio_request_bytes_sum'
  | 'istio_request_bytes_count'
  | 'istio_request_bytes_bucket'
  | 'istio_response_bytes_sum'
  | 'istio_response_bytes_count'
  | 'istio_response_bytes_bucket'
  | 'istio_request_messages_total'
  | 'istio_response_messages_total'
  | 'istio_tcp_connections_opened_total'
  | 'istio_tcp_sent_bytes_total'
  | 'istio_tcp_received_bytes_total'
  | 'pilot_proxy_convergence_time_bucket'
  | 'pilot_xds_pushes'
  | 'pilot_total_xds_rejects'
  | 'pilot_xds'
  | 'istio_build'
  | 'citadel_server_root_cert_expiry_timestamp'
  | 'process_cpu_seconds_total'
  | 'process_resident_memory_bytes'
  | 'process_start_time_seconds'
  | 'istio_tcp_connections_closed_total'

/** Labels that may be matched or grouped by. */
export type LabelName =
  | 'reporter'
  | 'source_cluster'
  | 'source_workload_namespace'
  | 'source_workload'
  | 'source_canonical_service'
  | 'source_canonical_revision'
  | 'source_principal'
  | 'destination_cluster'
  | 'destination_workload_namespace'
  | 'destination_workload'
  | 'destination_canonical_service'
  | 'destination_canonical_revision'
  | 'destination_principal'
  | 'destination_service'
  | 'destination_service_name'
  | 'destination_service_namespace'
  | 'destination_version'
  | 'connection_security_policy'
  | 'request_protocol'
  | 'response_code'
  | 'grpc_response_status'
  | 'response_flags'
  | 'le'
  | 'instance'
  | 'type'
  | 'tag'
  | 'component'
  | 'pod'
  | ConfiguredLabel

declare const configured: unique symbol
/** A label that the configuration allows to aggregate by; its form is checked, so that it can only be a label. */
export type ConfiguredLabel = string & { readonly [configured]: true }

/** @throws Error for a text that is not the name of a label */
export function configuredLabel(text: string): ConfiguredLabel {
  if (!/^[a-zA-Z_][a-zA-Z0-9_]{0,127}$/.test(text)) throw new Error(`${quote(text)} is not the name of a label`)
  return text as ConfiguredLabel
}

export interface Matcher {
  readonly label: LabelName
  readonly operator: '=' | '!=' | '=~' | '!~'
  readonly value: string
}

/** A piece of PromQL made by this file: nothing else can become part of a query. */
export interface Expression {
  readonly text: string
}

const expression = (text: string): Expression => ({ text })

/** A string literal; backslash, quote and line breaks can't end it. */
export function quote(value: string): string {
  const escaped = value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n').replaceAll('\r', '\\r')
  return `"${escaped}"`
}

/** A value as a regular expression that matches only itself (RE2). */
export function literalPattern(value: string): string {
  return value.replaceAll(/[\\.+*?()|[\]{}^$]/g, String.raw`\$&`)
}

export function equal(label: LabelName, value: string): Matcher {
  return { label, operator: '=', value }
}

export function oneOf(label: LabelName, values: readonly string[]): Matcher {
  return { label, operator: '=~', value: values.map(literalPattern).join('|') }
}

function selector(metric: MetricName, matchers: readonly Matcher[]): string {
  const inside = matchers.map(({ label, operator, value }) => `${label}${operator}${quote(value)}`).join(',')
  return inside === '' ? metric : `${metric}{${inside}}`
}

/** Per-second rate over a window in seconds. */
export function rate(metric: MetricName, matchers: readonly Matcher[], windowSeconds: number): Expression {
  return expression(`rate(${selector(metric, matchers)}[${formatDuration(windowSeconds)}])`)
}

/** Raw values of a window: the counters as they were scraped. */
export function range(metric: MetricName, matchers: readonly Matcher[], windowSeconds: number): Expression {
  return expression(`${selector(metric, matchers)}[${formatDuration(windowSeconds)}]`)
}

/** The last value of each series. */
export function latest(metric: MetricName, matchers: readonly Matcher[] = []): Expression {
  return expression(selector(metric, matchers))
}

/** The series of an expression whose label has a partner in another one. */
export function onlyWith(inner: Expression, label: LabelName, partner: Expression): Expression {
  return expression(`(${inner.text}) and on (${label}) ${partner.text}`)
}

export function sumBy(labels: readonly LabelName[], inner: Expression): Expression {
  return expression(labels.length === 0 ? `sum(${inner.text})` : `sum by (${labels.join(',')}) (${inner.text})`)
}

/** Marks every series of an expression, so that `or` can hold several metrics in one query. */
export function marked(mark: string, inner: Expression): Expression {
  return expression(`label_replace(${inner.text},"part",${quote(mark)},"","")`)
}

export function either(...parts: readonly Expression[]): Expression {
  return expression(parts.map(({ text }) => text).join(' or '))
}

/** Where the divisor is 0 there is no number. */
export function divided(dividend: Expression, divisor: Expression): Expression {
  return expression(`(${dividend.text} / ${divisor.text})`)
}

export function histogramQuantile(q: number, inner: Expression): Expression {
  return expression(`histogram_quantile(${q},${inner.text})`)
}
