import { describe, expect, it } from 'vitest'
import { storyEdge, storyGraph, storyNode } from '../../../test/fixtures/story-graph.ts'
import { edgeSentence, errorShares, failingSince, mainFailure, responseRows } from './edge-facts.ts'

const failing = storyGraph().edges.find(({ health }) => health.status === 'failing')!
const [a, b] = [storyNode('x', 'a'), storyNode('x', 'b')]
const series = (rps: (number | null)[], errorRps: (number | null)[]) => ({
  times: rps.map((_, index) => index * 60),
  stepSeconds: 60,
  rps,
  errorRps,
  bytesPerSecond: [],
  p50: [],
  p95: [],
  p99: [],
})

describe('the facts of an edge', () => {
  it('names codes and flags in words, busiest first', () => {
    expect(responseRows(failing.responses).map(({ code, meaning, failed }) => [code, meaning, failed])).toEqual([
      ['200', 'answered', false],
      ['503 UF', 'connection failed', true],
      ['503 UC', 'connection cut by callee', true],
    ])
  })

  it('counts no answer and a gRPC status as failures, and 4xx not', () => {
    const rows = responseRows([
      { code: '0', flags: 'DC', grpcStatus: null, rps: 1 },
      { code: '200', flags: '-', grpcStatus: '14', rps: 1 },
      { code: '404', flags: '-', grpcStatus: null, rps: 1 },
    ])
    expect(Object.fromEntries(rows.map(({ code, failed }) => [code, failed]))).toEqual({
      'none DC': true,
      'gRPC 14': true,
      '404': false,
    })
  })

  it('says how failures divide without rounding up', () => {
    expect(mainFailure(failing.responses)).toBe('90 % of those with UF')
    expect(mainFailure([{ code: '200', flags: '-', grpcStatus: null, rps: 9 }])).toBeNull()
  })

  it('puts the load into a sentence and never calls missing zero', () => {
    expect(edgeSentence(storyEdge(a, b, { rps: 118 }))).toBe('118/s. None fails. 95 of 100 answers come within 46 ms.')
    expect(edgeSentence(storyEdge(a, b, { protocol: 'tcp', bytes: 84_000 }))).toBe('84 kB/s over TCP.')
    expect(edgeSentence(storyEdge(a, b, {}))).toBe('No requests were reported in this window.')
  })

  it('finds when the present failures began, if it saw that', () => {
    expect(failingSince(series([10, 10, 10, 10], [1, 0, 1, 1]))).toBe('00:02:00')
    expect(failingSince(series([10, 10], [1, 1]))).toBeNull()
    expect(failingSince(series([10, 10], [1, 0]))).toBeNull()
    expect(failingSince(series([10, null], [1, null]))).toBeNull()
  })

  it('has no error share where there was no request', () => {
    expect(errorShares(series([10, 0, null], [1, 0, null]))).toEqual([0.1, null, null])
  })
})
