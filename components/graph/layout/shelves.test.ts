import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { overlaps } from '../geometry/shapes.ts'
import { extent, type Block, type Wire } from './blocks.ts'
import { componentsOf } from './components.ts'
import { shelves, shortestShelves } from './shelves.ts'

const gaps = { column: 68, row: 18 }
const blocks: fc.Arbitrary<Block[]> = fc
  .array(fc.record({ width: fc.integer({ min: 40, max: 900 }), height: fc.integer({ min: 40, max: 600 }) }), {
    minLength: 1,
    maxLength: 14,
  })
  .map((sizes) => sizes.map((size, index) => ({ id: `b${index}`, ...size })))

const apart = (placed: readonly (Block & { x: number; y: number })[]) =>
  placed.every((a, i) =>
    placed.every((b, j) => {
      const box = (one: typeof a) => ({ ...one, x: one.x + one.width / 2, y: one.y + one.height / 2 })
      return i >= j || !overlaps(box(a), box(b))
    }),
  )

describe('rows of blocks', () => {
  it('hold every block once and none on another', () => {
    fc.assert(
      fc.property(blocks, (all) => {
        const placed = shelves(all, gaps)
        expect(placed.map(({ id }) => id)).toEqual(all.map(({ id }) => id))
        expect(apart(placed)).toBe(true)
      }),
    )
  })

  it('put two blocks that call each other beside each other', () => {
    const many = Array.from({ length: 16 }, (_, index) => ({ id: `b${index}`, width: 200, height: 120 }))
    const wires: Wire[] = [
      { source: 'b0', target: 'b15' },
      { source: 'b3', target: 'b12' },
    ]
    const placed = shortestShelves(many, wires, gaps)
    expect(apart(placed)).toBe(true)
    for (const { source, target } of wires) {
      const [from, to] = [source, target].map((name) => placed.find(({ id }) => id === name)!)
      expect(Math.hypot(to!.x - from!.x, to!.y - from!.y)).toBeLessThanOrEqual(200 + gaps.column)
    }
    expect(extent(placed).width / extent(placed).height).toBeLessThan(3)
  })
})

describe('what is connected', () => {
  it('is every block once, and a wire never leaves its component', () => {
    const wires = fc.array(fc.tuple(fc.nat(11), fc.nat(11)), { maxLength: 14 })
    fc.assert(
      fc.property(wires, (pairs) => {
        const all = Array.from({ length: 12 }, (_, index) => ({ id: `b${index}`, width: 10, height: 10 }))
        const given = pairs.map(([a, b]) => ({ source: `b${a}`, target: `b${b}` }))
        const components = componentsOf(all, given)
        expect(
          components
            .flatMap(({ blocks: own }) => own)
            .map(({ id }) => id)
            .toSorted(),
        ).toEqual(all.map(({ id }) => id).toSorted())
        for (const { blocks: own, wires: inside } of components) {
          const ids = new Set(own.map(({ id }) => id))
          expect(inside.every(({ source, target }) => ids.has(source) && ids.has(target))).toBe(true)
        }
        expect(components.flatMap(({ wires: inside }) => inside)).toHaveLength(given.length)
      }),
    )
  })
})
