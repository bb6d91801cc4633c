import { describe, expect, test } from 'vitest'
import { bucketsFrom, defaultBuckets } from './stats-config.ts'

// Guarantee: a wrong annotation never breaks a proxy's start; it gets Istio's buckets.

const annotation = (text: string) => ({ 'sidecar.istio.io/statsHistogramBuckets': text })

describe('histogram buckets', () => {
  test('19 bounds by default, so 20 buckets with +Inf', () => {
    expect(bucketsFrom({})).toEqual(defaultBuckets)
    expect(defaultBuckets).toHaveLength(19)
  })
  test('an annotation in ascending order is taken', () => {
    expect(bucketsFrom(annotation('{"istio":[1,5,10]}'))).toEqual([1, 5, 10])
  })
  test.each([
    '',
    'x',
    'null',
    '[]',
    '{"istio":[]}',
    '{"istio":[5,1]}',
    '{"istio":[0,1]}',
    '{"istio":["a"]}',
    '{"istio":1}',
  ])('%s leaves the defaults', (text) => {
    expect(bucketsFrom(annotation(text))).toEqual(defaultBuckets)
  })
})
