import { describe, expect, it } from 'vitest'
import { spanOf } from '../../../test/support/spans.ts'
import { LargeTraces } from './large-traces.ts'

const trace = (traceId: string, spans: number) => ({
  traceId,
  spans: Array.from({ length: spans }, (_, index) => spanOf(String(index))),
  truncatedAt: null,
})

describe('large traces', () => {
  it('are kept for two minutes, the last two of them, small ones never', () => {
    let now = 0
    const kept = new LargeTraces(() => now)
    for (const id of ['a', 'b', 'c']) kept.keep(trace(id, 5_000))
    kept.keep(trace('small', 4_999))
    expect(['a', 'b', 'c', 'small'].filter((id) => kept.get(id) !== undefined)).toEqual(['b', 'c'])
    now = 120_001
    expect(kept.get('c')).toBeUndefined()
  })
})
