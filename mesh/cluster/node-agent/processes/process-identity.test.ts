import { expect, test } from 'vitest'
import { identify, isAlive, parseStat } from './process-identity.ts'

test('a program whose name holds spaces and parentheses does not shift the fields', () => {
  const fields = Array.from({ length: 30 }, (_, index) => String(index + 4))
  expect(parseStat(`42 (a) b (c)) S ${fields.join(' ')}`)).toEqual({ state: 'S', startTicks: '22' })
})

test('this process lives; one with its pid and another start does not', () => {
  const own = identify(process.pid)
  expect(own && isAlive(own)).toBe(true)
  expect(isAlive({ pid: process.pid, startTicks: '1' })).toBe(false)
})
