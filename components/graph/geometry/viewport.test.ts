import { describe, expect, it } from 'vitest'
import { detailAt, fitViewport } from './viewport.ts'

const insets = { top: 20, right: 20, bottom: 20, left: 20 }

describe('the viewport', () => {
  it('shows everything, in the middle, never enlarged', () => {
    const { zoom, pan } = fitViewport({ x: 100, y: 50, width: 200, height: 100 }, { width: 1_000, height: 700 }, insets)
    expect(zoom).toBe(1)
    expect({ x: 100 * zoom + pan.x, y: 50 * zoom + pan.y }).toEqual({ x: 500, y: 350 })
  })

  it('shrinks to the tighter side', () => {
    const { zoom } = fitViewport({ x: 0, y: 0, width: 1_920, height: 300 }, { width: 1_000, height: 700 }, insets)
    expect(zoom).toBe(0.5)
  })

  it.each([
    [1, 'cards'],
    [0.75, 'cards'],
    [0.74, 'names'],
    [0.45, 'names'],
    [0.44, 'glyphs'],
  ])('at zoom %s draws %s', (zoom, detail) => expect(detailAt(zoom)).toBe(detail))
})
