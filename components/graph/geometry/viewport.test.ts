import { describe, expect, it } from 'vitest'
import { overlaps } from './shapes.ts'
import { detailAt, fitClear, fitViewport } from './viewport.ts'

const insets = { top: 20, right: 20, bottom: 20, left: 20 }

describe('the viewport', () => {
  it('shows everything, in the middle, larger than life where there is room, but not without end', () => {
    const { zoom, pan } = fitViewport({ x: 100, y: 50, width: 200, height: 100 }, { width: 1_000, height: 700 }, insets)
    expect(zoom).toBe(1.4)
    expect({ x: 100 * zoom + pan.x, y: 50 * zoom + pan.y }).toEqual({ x: 500, y: 350 })
  })

  it('shrinks to the tighter side', () => {
    const { zoom } = fitViewport({ x: 0, y: 0, width: 1_920, height: 300 }, { width: 1_000, height: 700 }, insets)
    expect(zoom).toBe(0.5)
  })

  it('stays in the middle of a picture that is too large to be seen whole', () => {
    const { zoom, pan } = fitViewport(
      { x: 50_000, y: 0, width: 100_000, height: 400 },
      { width: 1_000, height: 700 },
      insets,
    )
    expect(zoom).toBe(0.04)
    expect(50_000 * zoom + pan.x).toBe(500)
  })

  it('keeps cards from under the legend, and moves nothing when none is there', () => {
    const size = { width: 1_000, height: 700 }
    const legend = { x: 92, y: 590, width: 160, height: 190 }
    const card = { x: 60, y: 630, width: 126, height: 40 }
    const bounds = { x: 480, y: 325, width: 960, height: 650 }
    const { zoom, pan } = fitClear({ bounds, cards: [card] }, size, { insets, floating: [legend] })
    const shown = {
      x: card.x * zoom + pan.x,
      y: card.y * zoom + pan.y,
      width: card.width * zoom,
      height: card.height * zoom,
    }
    expect(overlaps(shown, legend)).toBe(false)
    const high = { ...card, y: 40 }
    expect(fitClear({ bounds, cards: [high] }, size, { insets, floating: [legend] })).toEqual(
      fitViewport(bounds, size, insets),
    )
  })

  it('keeps clear of both lower corners at once, and fits plainly where nothing helps', () => {
    const size = { width: 1_000, height: 700 }
    const floating = [
      { x: 92, y: 590, width: 160, height: 190 },
      { x: 970, y: 580, width: 36, height: 210 },
    ]
    const cards = [
      { x: 60, y: 630, width: 126, height: 40 },
      { x: 900, y: 630, width: 126, height: 40 },
    ]
    const bounds = { x: 480, y: 325, width: 980, height: 650 }
    const { zoom, pan } = fitClear({ bounds, cards }, size, { insets, floating })
    const shown = cards.map(({ x, y, width, height }) => ({
      x: x * zoom + pan.x,
      y: y * zoom + pan.y,
      width: width * zoom,
      height: height * zoom,
    }))
    expect(shown.some((card) => floating.some((box) => overlaps(card, box)))).toBe(false)
    const everywhere = [{ x: 500, y: 350, width: 1_000, height: 700 }]
    expect(fitClear({ bounds, cards }, size, { insets, floating: everywhere })).toEqual(
      fitViewport(bounds, size, insets),
    )
  })

  it.each([
    [1, 'cards'],
    [0.75, 'cards'],
    [0.74, 'names'],
    [0.45, 'names'],
    [0.44, 'glyphs'],
  ])('at zoom %s draws %s', (zoom, detail) => expect(detailAt(zoom)).toBe(detail))
})
