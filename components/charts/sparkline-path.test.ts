import { describe, expect, it } from 'vitest'
import { sparklinePath } from './sparkline-path.ts'

const size = { width: 100, height: 20 }

describe('a sparkline', () => {
  it('draws nothing where there is nothing to draw', () => {
    expect(sparklinePath([], size)).toBeNull()
    expect(sparklinePath([null, 3, null], size)).toBeNull()
  })

  it('starts at the bottom for zero and reaches the top for the most', () => {
    expect(sparklinePath([0, 10], size)?.line).toBe('M0.0 19.0L100.0 2.0')
  })

  it('leaves a gap for missing values and never drops to zero', () => {
    const shape = sparklinePath([10, 10, null, 10, 10], size)
    expect(shape?.line.match(/M/g)).toHaveLength(2)
    expect(shape?.line).not.toContain('19.0')
  })

  it('draws a row of zeros as a flat line', () => {
    expect(sparklinePath([0, 0, 0], size)?.line).toBe('M0.0 19.0L50.0 19.0L100.0 19.0')
  })
})
