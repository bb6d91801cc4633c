import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { storyGraph } from '../../../test/fixtures/story-graph.ts'
import { layOut } from '../layout/lay-out.ts'
import { buildModel } from '../model/build-model.ts'
import { geometryOf, layoutInputOf } from '../model/picture.ts'
import { dotsAt, mostAnimated, tracksOf } from './tracks.ts'

const model = buildModel(storyGraph(), { metric: 'rps', mtls: true })
const { curves } = geometryOf(model, layOut(layoutInputOf(model)))
const tracks = tracksOf(model.links, curves)

describe('moving traffic (A1)', () => {
  it('has dots only where something flows, more where more flows', () => {
    const flowing = model.links.filter(({ edge }) => (edge.rps ?? edge.bytesPerSecond ?? 0) > 0)
    expect(tracks).toHaveLength(flowing.length)
    expect(new Set(tracks.map(({ dots }) => dots)).size).toBeGreaterThan(1)
    expect(tracks.every(({ dots }) => dots >= 1 && dots <= 6)).toBe(true)
  })

  it('stays on its edge at any time', () => {
    const [track] = tracks
    const xs = track!.points.map(({ x }) => x)
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e7, noNaN: true }), (seconds) => {
        const dots = dotsAt(track!, seconds)
        expect(dots).toHaveLength(track!.dots)
        for (const { x } of dots) {
          expect(x).toBeGreaterThanOrEqual(Math.min(...xs))
          expect(x).toBeLessThanOrEqual(Math.max(...xs))
        }
      }),
    )
  })

  it('is left out above 200 edges', () => {
    const [link] = model.links
    expect(
      tracksOf(
        Array.from({ length: mostAnimated + 1 }, () => link!),
        curves,
      ),
    ).toEqual([])
  })
})
