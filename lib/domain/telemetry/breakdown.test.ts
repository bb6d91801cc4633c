import { expect, test } from 'vitest'
import { breakdownMeasures, labelsOf, measureKinds, statsOf } from './breakdown.ts'

test('a counter has a rate and nothing else, a distribution never has one', () => {
  for (const measure of breakdownMeasures) {
    const stats = statsOf(measure, ['rate', 'avg', 'p95'])
    expect(stats).toEqual(measureKinds[measure].distribution ? ['avg', 'p95'] : ['rate'])
  }
})

test('TCP is not broken down by codes of answers', () => {
  expect(labelsOf('tcpSent', ['response_code', 'source_workload'])).toEqual(['source_workload'])
  expect(labelsOf('requests', ['response_code'])).toEqual(['response_code'])
})
