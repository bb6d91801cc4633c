import { describe, expect, test } from 'vitest'
import { samplesOf } from '../../../test/support/proxy/prometheus-text.ts'
import type { Report } from './access-log-messages.ts'
import { PodCounters } from './pod-counters.ts'

// Guarantee: reports become Istio's counters with complete labels, hostile values can't break the text, and the number of
// series is bounded.

const tags = { reporter: 'destination', destination_workload: 'mongo', response_flags: '-', request_protocol: 'tcp' }
const connection = (overrides: Partial<Report> = {}): Report => ({
  kind: 'tcp',
  stream: 'a',
  event: 'began',
  ageMs: 0,
  received: 0,
  sent: 0,
  tags,
  ...overrides,
})
const grpc = (overrides: Partial<Report>): Report => ({
  ...connection(),
  kind: 'grpc',
  tags: { ...tags, request_protocol: 'grpc', response_code: '200', grpc_response_status: '0' },
  ...overrides,
})

describe('pod counters', () => {
  test('a connection is counted under its labels; what is missing is unknown', () => {
    const counters = new PodCounters()
    counters.record(connection(), 0)
    counters.record(connection({ event: 'ended', sent: 12, received: 5 }), 0)
    const text = counters.render()
    const value = (name: string) => samplesOf(text, name)[0]?.value
    expect([value('istio_tcp_connections_opened_total'), value('istio_tcp_connections_closed_total')]).toEqual([1, 1])
    expect([value('istio_tcp_sent_bytes_total'), value('istio_tcp_received_bytes_total')]).toEqual([12, 5])
    expect(samplesOf(text, 'istio_tcp_sent_bytes_total')[0]?.labels).toMatchObject({
      reporter: 'destination',
      destination_workload: 'mongo',
      source_workload: 'unknown',
      source_canonical_revision: 'latest',
      response_flags: '-',
      request_protocol: 'tcp',
    })
    expect(text).not.toContain('response_code')
  })
  test('the packed caller becomes labels, a foreign subject does not', () => {
    const counters = new PodCounters()
    counters.record(connection({ tags: { ...tags, source_peer: 'name=web-v1|shop|web|v1|Kubernetes|web|v1' } }), 0)
    counters.record(connection({ tags: { ...tags, source_peer: 'CN=stranger' } }), 0)
    const series = samplesOf(counters.render(), 'istio_tcp_connections_opened_total')
    expect(series.map(({ labels }) => labels['source_workload'])).toEqual(['web-v1', 'unknown'])
    expect(series.every(({ labels }) => !('source_peer' in labels))).toBe(true)
  })
  test('gRPC messages carry the labels of HTTP', () => {
    const counters = new PodCounters()
    counters.record(grpc({ stream: 'unary', event: 'ended', received: 1, sent: 1 }), 0)
    counters.record(grpc({ stream: 'long', event: 'periodic', ageMs: 5_000, received: 1, sent: 3 }), 0)
    counters.record(grpc({ stream: 'long', event: 'ended', ageMs: 7_000, received: 1, sent: 5 }), 0)
    const [sent] = samplesOf(counters.render(), 'istio_request_messages_total')
    const [received] = samplesOf(counters.render(), 'istio_response_messages_total')
    expect([sent?.value, received?.value]).toEqual([2, 6])
    expect(sent?.labels).toMatchObject({ response_code: '200', grpc_response_status: '0', request_protocol: 'grpc' })
  })
  test('a value with quotes, newlines and backslashes stays inside its label', () => {
    const counters = new PodCounters()
    const hostile = 'a"} 1\nevil_total{x="\\'
    counters.record(connection({ tags: { ...tags, destination_workload: hostile } }), 0)
    const text = counters.render()
    expect(text).toContain(String.raw`destination_workload="a\"} 1\nevil_total{x=\"\\"`)
    expect(text.split('\n').filter((line) => line.startsWith('evil'))).toEqual([])
  })
  test('no more label combinations than allowed; the rest is counted as dropped', () => {
    const counters = new PodCounters(3)
    for (let index = 0; index < 10; index += 1)
      counters.record(connection({ stream: `${index}`, tags: { ...tags, destination_workload: `w${index}` } }), 0)
    const text = counters.render()
    expect(samplesOf(text, 'istio_tcp_connections_opened_total')).toHaveLength(3)
    expect(samplesOf(text, 'heddle_proxy_reports_dropped_total')[0]?.value).toBe(7)
  })
})
