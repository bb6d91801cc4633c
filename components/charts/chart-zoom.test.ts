import { describe, expect, it } from 'vitest'
import { spanOf } from './chart-zoom.ts'

describe('a drag over a chart', () => {
  it('is a span in time order whichever way it went', () => {
    expect(spanOf({ start: 20, now: 50 })).toEqual({ from: 20, to: 50 })
    expect(spanOf({ start: 50, now: 20 })).toEqual({ from: 20, to: 50 })
  })

  it('that ends where it began is a click and no span', () => {
    expect(spanOf({ start: 20, now: 20 })).toBeNull()
  })
})
