import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { httpAccessLogs, tcpAccessLogs } from './access-logs.ts'
import { literal } from './labels.ts'
import type { DestinationReporter, SourceReporter } from './reporter.ts'

// Guarantee: each reporter's loggers carry exactly Istio's labels, and a client can put nothing of its choice into a
// destination's or a gateway's labels.

const self = {
  workload: 'w',
  namespace: 'n',
  canonicalService: 'c',
  canonicalRevision: 'r',
  cluster: '100%',
  app: '',
  version: 'v',
}
const source = (role: SourceReporter['role']): SourceReporter => ({ reporter: 'source', role, self })
const destination: DestinationReporter = {
  reporter: 'destination',
  self,
  service: { host: 'c.n.svc.cluster.local', name: 'c', namespace: 'n' },
  connectionSecurity: 'mutual_tls',
}
const istioLabels = [
  'reporter',
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
  'request_protocol',
  'response_code',
  'response_flags',
  'connection_security_policy',
]
const sourceLabels = [
  'source_workload',
  'source_canonical_service',
  'source_canonical_revision',
  'source_workload_namespace',
  'source_app',
  'source_version',
  'source_cluster',
]

const statsLogger = z.object({
  name: z.literal('envoy.access_loggers.stats'),
  typed_config: z.object({
    counters: z.tuple([
      z.object({ stat: z.object({ tags: z.array(z.object({ name: z.string(), value_format: z.string() })) }) }),
    ]),
  }),
})

/** The tag names and formats of the counter of each stats logger. */
function counterTags(logs: readonly unknown[]): Record<string, string>[] {
  return logs.flatMap((log) => {
    const parsed = statsLogger.safeParse(log).data
    if (parsed === undefined) return []
    const [{ stat }] = parsed.typed_config.counters
    return [Object.fromEntries(stat.tags.map(({ name, value_format }) => [name, value_format]))]
  })
}

describe('stats loggers', () => {
  test('a source gives every label itself', () => {
    const [http, grpc] = counterTags(httpAccessLogs(source('sidecar')))
    expect(Object.keys(http ?? {}).toSorted()).toEqual([...istioLabels, ...sourceLabels].toSorted())
    expect(Object.keys(grpc ?? {}).toSorted()).toEqual(
      [...istioLabels, ...sourceLabels, 'grpc_response_status'].toSorted(),
    )
  })
  test("a destination packs its caller's labels into one", () => {
    const [http] = counterTags(httpAccessLogs(destination))
    expect(Object.keys(http ?? {}).toSorted()).toEqual([...istioLabels, 'source_peer'].toSorted())
    expect(http?.['connection_security_policy']).toBe('mutual_tls')
  })
  test('only a sidecar, whose app is its own, falls back to the Host header', () => {
    expect(JSON.stringify(counterTags(httpAccessLogs(source('sidecar'))))).toContain(':authority')
    expect(JSON.stringify(counterTags(httpAccessLogs(source('router'))))).not.toContain('REQ')
    expect(JSON.stringify(counterTags(httpAccessLogs(destination)))).not.toContain('REQ')
  })
  test('a constant can hold a percent sign, and an empty one is unknown', () => {
    expect([literal('100%'), literal('')]).toEqual(['100%%', 'unknown'])
  })
})

describe('TCP', () => {
  test('a chain with client certificates waits for the handshake, so that the caller is known', () => {
    expect(tcpAccessLogs(destination)).toMatchObject({ upstream_connect_mode: 'ON_DOWNSTREAM_TLS_HANDSHAKE' })
    expect(tcpAccessLogs({ ...destination, connectionSecurity: 'none' })).not.toHaveProperty('upstream_connect_mode')
    expect(tcpAccessLogs(source('sidecar'))).not.toHaveProperty('upstream_connect_mode')
  })
})
