import { describe, expect, it } from 'vitest'
import { arrived } from './own-changes.ts'

describe('a value that arrives from the URL', () => {
  it('is our own when it was handed on, whatever was typed since, and takes older ones with it', () => {
    expect(arrived(['a', 'ab', 'abc'], 'ab')).toEqual({ onTheWay: ['abc'], isOwn: true })
  })

  it('is somebody else’s when it was not, and then nothing is waited for', () => {
    expect(arrived(['a'], 'errors > 1%')).toEqual({ onTheWay: [], isOwn: false })
    expect(arrived([], '')).toEqual({ onTheWay: [], isOwn: false })
  })
})
