import { describe, expect, it } from 'vitest'
import { aChange } from '../../test/support/changes.ts'
import { changeMarks, failuresRose } from './change-marks.ts'

const change = (id: string, seconds: number) => aChange({ id, at: new Date(seconds * 1000).toISOString() })

describe('marks of changes on a chart', () => {
  it('stand where their time is; what lies outside is left out', () => {
    const marks = changeMarks([change('2', 150), change('1', 125), change('0', 20)], { from: 100, to: 200 })
    expect(marks.map(({ position, changes }) => [position, changes.map(({ id }) => id)])).toEqual([
      [0.25, ['1']],
      [0.5, ['2']],
    ])
  })

  it('become one with a count where they would overlap, newest first', () => {
    const marks = changeMarks([change('3', 151), change('2', 150), change('1', 100)], { from: 0, to: 200 })
    expect(marks.map(({ changes }) => changes.map(({ id }) => id))).toEqual([['1'], ['3', '2']])
  })
})

describe('whether failures rose after a change', () => {
  const times = [0, 60, 120, 180, 240]
  it.each([
    [[0, 0, 0, 0.02, 0.02], true],
    [[0.02, 0.02, 0.02, 0.02, 0.02], false],
    [[0.02, 0.02, 0.02, 0, 0], false],
    [[null, null, null, 0.02, 0.02], false],
    [[0, 0, 0, null, null], false],
  ])('%j: %s', (failedRatio, expected) => expect(failuresRose({ times, failedRatio }, 120)).toBe(expected))
})
