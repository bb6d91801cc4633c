import { describe, expect, it, vi } from 'vitest'
import type { LayoutInput } from './layout-input.ts'
import { PositionSession, settlingMs } from './position-session.ts'
import type { Positions } from './positions.ts'

const inputOf = (...ids: string[]): LayoutInput => ({
  nodes: ids.map((id) => ({ id, width: 126, height: 40, island: null, box: null })),
  edges: [],
})
const grid = ({ nodes }: LayoutInput): Positions =>
  Object.fromEntries(nodes.map(({ id }, i) => [id, { x: i * 210, y: 0 }]))

function session(stored: Record<string, Positions> = {}, touched = false) {
  const kept = new Map(Object.entries(stored).map(([key, positions]) => [key, { positions, touched }]))
  const clock = { now: 0 }
  const layOut = vi.fn((input: LayoutInput) => Promise.resolve(grid(input)))
  const created = new PositionSession({
    layOut,
    read: (key) => kept.get(key) ?? { positions: {}, touched: false },
    write: (key, layout) => kept.set(key, layout),
    now: () => clock.now,
  })
  return { session: created, layOut, kept, clock }
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 0))

describe('the places of a view', () => {
  it('come from the layout the first time and from memory afterwards', async () => {
    const first = session()
    first.session.show('view', inputOf('a', 'b'))
    expect(first.session.state().positions).toBeNull()
    await settled()
    expect(first.session.state().positions).toEqual({ a: { x: 0, y: 0 }, b: { x: 210, y: 0 } })
    const again = session({ view: first.kept.get('view')!.positions })
    again.session.show('view', inputOf('a', 'b'))
    expect(again.session.state().positions).toEqual(first.session.state().positions)
    expect(again.layOut).not.toHaveBeenCalled()
  })

  it('come for a view that was opened before there was anything in it', async () => {
    const { session: places, layOut } = session()
    places.show('view', inputOf())
    await settled()
    places.show('view', inputOf('a', 'b'))
    places.show('view', inputOf('b', 'a'))
    await settled()
    expect(places.state().positions).toEqual({ a: { x: 0, y: 0 }, b: { x: 210, y: 0 } })
    expect(layOut).toHaveBeenCalledTimes(1)
  })

  it('are the same object when nothing is new, so that nothing is drawn again', async () => {
    const { session: places } = session()
    places.show('view', inputOf('a', 'b'))
    await settled()
    const before = places.state()
    places.show('view', inputOf('b', 'a'))
    expect(places.state()).toBe(before)
  })

  it('keep a node that left and came back where it was', async () => {
    const { session: places, layOut, clock } = session()
    places.show('view', inputOf('a', 'b'))
    await settled()
    clock.now = settlingMs
    places.show('view', inputOf('a'))
    places.show('view', inputOf('a', 'b', 'c'))
    expect(places.state().positions).toMatchObject({ a: { x: 0, y: 0 }, b: { x: 210, y: 0 } })
    expect(places.state().positions?.['c']).toBeDefined()
    expect(layOut).toHaveBeenCalledTimes(1)
  })

  it('change by tidy only, and undo brings them back', async () => {
    const moved = { a: { x: 5, y: 5 }, b: { x: 500, y: 5 } }
    const { session: places } = session({ view: moved })
    places.show('view', inputOf('a', 'b'))
    places.tidy()
    expect(places.state().positions).toEqual(moved)
    await settled()
    expect(places.state()).toMatchObject({ positions: { a: { x: 0, y: 0 } }, canUndo: true, arranged: 1 })
    places.undo()
    expect(places.state()).toMatchObject({ positions: moved, canUndo: false, arranged: 2 })
  })

  it('belong to one view: a late layout of another does not land here', async () => {
    const { session: places } = session({ other: { z: { x: 9, y: 9 } } })
    places.show('view', inputOf('a'))
    places.show('other', inputOf('z'))
    await settled()
    expect(places.state()).toMatchObject({ key: 'other', positions: { z: { x: 9, y: 9 } } })
  })

  it('exist even when the layout fails', async () => {
    const places = new PositionSession({
      layOut: () => Promise.reject(new Error('no worker')),
      read: () => ({ positions: {}, touched: false }),
      write: () => undefined,
      now: () => 0,
    })
    places.show('view', inputOf('a', 'b'))
    await settled()
    const { positions } = places.state()
    expect(positions?.['a']).toBeDefined()
    expect(positions?.['a']).not.toEqual(positions?.['b'])
  })

  it('are arranged anew while the picture is young: a mesh that starts comes piece by piece (L8)', async () => {
    const { session: places, layOut, clock } = session()
    places.show('view', inputOf('b'))
    await settled()
    clock.now = settlingMs - 1
    places.show('view', inputOf('a', 'b'))
    expect(Object.keys(places.state().positions ?? {})).toHaveLength(2)
    await settled()
    expect(places.state()).toMatchObject({
      positions: grid(inputOf('a', 'b')),
      settled: 1,
      arranged: 0,
      canUndo: false,
    })
    clock.now = settlingMs
    places.show('view', inputOf('a', 'b', 'c'))
    await settled()
    expect(layOut).toHaveBeenCalledTimes(2)
    expect(places.state().positions).toMatchObject(grid(inputOf('a', 'b')))
  })

  it('stay where somebody put one of them, however young the picture (L8, L10)', async () => {
    const { session: places, layOut, kept } = session()
    places.show('view', inputOf('a', 'b'))
    await settled()
    places.move('a', { x: 33.4, y: -7.6 })
    places.show('view', inputOf('a', 'b', 'c'))
    await settled()
    expect(layOut).toHaveBeenCalledTimes(1)
    expect(places.state().positions).toMatchObject({ a: { x: 33, y: -8 }, b: { x: 210, y: 0 } })
    expect(kept.get('view')).toMatchObject({ touched: true, positions: { a: { x: 33, y: -8 } } })
  })

  it('from memory that lacks most of the mesh are arranged anew, unless somebody touched them (L8)', async () => {
    for (const touched of [false, true]) {
      const { session: places, layOut } = session({ view: { a: { x: 5, y: 5 } } }, touched)
      places.show('view', inputOf('a', 'b', 'c'))
      await settled()
      expect(layOut).toHaveBeenCalledTimes(touched ? 0 : 1)
      expect(places.state().positions?.['a']).toEqual(touched ? { x: 5, y: 5 } : { x: 0, y: 0 })
    }
  })

  it('that were shared take the place of those in memory and stay (L11)', async () => {
    const { session: places, layOut } = session({ view: { a: { x: 5, y: 5 } } })
    places.adopt('view', { a: { x: 70, y: 80 } })
    places.show('view', inputOf('a', 'b', 'c'))
    await settled()
    expect(layOut).not.toHaveBeenCalled()
    expect(places.state().positions?.['a']).toEqual({ x: 70, y: 80 })
  })

  it('of nodes that left are remembered, but not without end', async () => {
    const gone = Object.fromEntries(Array.from({ length: 900 }, (_, i) => [`gone-${i}`, { x: i, y: i }]))
    const { session: places, kept } = session({ view: { ...gone, a: { x: 1, y: 1 } } })
    places.show('view', inputOf('a', 'b'))
    await settled()
    expect(Object.keys(kept.get('view')!.positions)).toHaveLength(502)
  })
})
