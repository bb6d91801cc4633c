import { describe, expect, it } from 'vitest'
import { isSelected, selectedNodes, toggledNode, type GraphSelection } from './selection.ts'

const node = (id: string): GraphSelection => ({ kind: 'node', id })

describe('selecting several nodes', () => {
  it('adds and takes away, and is a plain selection again with one left', () => {
    const two = toggledNode(node('b'), 'a')
    expect(two).toEqual({ kind: 'several', ids: ['a', 'b'] })
    expect(toggledNode(two, 'b')).toEqual(node('a'))
    expect(toggledNode(node('a'), 'a')).toBeNull()
  })

  it('starts anew from an edge or a box', () => {
    expect(toggledNode({ kind: 'edge', id: 'e' }, 'a')).toEqual(node('a'))
    expect(toggledNode({ kind: 'box', id: 'bookinfo' }, 'a')).toEqual(node('a'))
    expect(toggledNode(null, 'a')).toEqual(node('a'))
  })

  it('knows who is selected', () => {
    const two = toggledNode(node('b'), 'a')
    expect(selectedNodes(two)).toEqual(['a', 'b'])
    expect(isSelected(two, 'node', 'a')).toBe(true)
    expect(isSelected(two, 'node', 'c')).toBe(false)
    expect(isSelected(two, 'edge', 'a')).toBe(false)
    expect(isSelected({ kind: 'edge', id: 'e' }, 'edge', 'e')).toBe(true)
    expect(isSelected({ kind: 'box', id: 'e' }, 'edge', 'e')).toBe(false)
  })
})
