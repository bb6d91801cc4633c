import { describe, expect, it, vi } from 'vitest'
import type { LayoutInput } from './layout-input.ts'
import { PositionSession } from './position-session.ts'
import type { Positions } from './positions.ts'

const inputOf = (...ids: string[]): LayoutInput => ({
  nodes: ids.map((id) => ({ id, width: 126, height: 40, island: null, box: null })),
  edges: [],
})
const grid = ({ nodes }: LayoutInput): Positions =>
  Object.fromEntries(nodes.map(({ id }, i) => [id, { x: i * 210, y: 0 }]))

function session(stored: Record<string, Positions> = {}) {
  const kept = new Map(Object.entries(stored))
  const layOut = vi.fn((input: LayoutInput) => Promise.resolve(grid(input)))
  const created = new PositionSession({
    layOut,
    read: (key) => kept.get(key) ?? {},
    write: (key, positions) => kept.set(key, positions),
  })
  return { session: created, layOut, kept }
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 0))

describe('the places of a view', () => {
  it('come from the layout the first time and from memory afterwards', async () => {
    const first = session()
    first.session.show('view', inputOf('a', 'b'))
    expect(first.session.state().positions).toBeNull()
    await settled()
    expect(first.session.state().positions).toEqual({ a: { x: 0, y: 0 }, b: { x: 210, y: 0 } })
    const again = session(Object.fromEntries(first.kept))
    again.session.show('view', inputOf('a', 'b'))
    expect(again.session.state().positions).toEqual(first.session.state().positions)
    expect(again.layOut).not.toHaveBeenCalled()
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
    const { session: places, layOut } = session()
    places.show('view', inputOf('a', 'b'))
    await settled()
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
      read: () => ({}),
      write: () => undefined,
    })
    places.show('view', inputOf('a', 'b'))
    await settled()
    const { positions } = places.state()
    expect(positions?.['a']).toBeDefined()
    expect(positions?.['a']).not.toEqual(positions?.['b'])
  })
})
