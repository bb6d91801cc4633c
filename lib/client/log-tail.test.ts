import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LogLine } from '../contract/logs.ts'
import { addToTail, emptyTail, MOST_LINES, OVERLAP_MS, tailAfter, type Tail } from './log-tail.ts'

const start = Date.parse('2026-11-24T09:00:00Z')
const line = (ms: number, message = String(ms)): LogLine => ({
  time: new Date(start + ms).toISOString(),
  namespace: 'n',
  pod: 'p',
  container: 'c',
  workload: null,
  level: 'info',
  message,
  traceId: null,
  access: null,
})
const add = (tail: Tail, lines: LogLine[]) => addToTail(tail, { lines, pods: [] })
const messages = ({ lines }: Tail) => lines.map(({ message }) => message)

describe('a live tail (LG8)', () => {
  it('adds what is new on top and asks a little back', () => {
    const tail = add(add(emptyTail, [line(1_000), line(2_000)]), [line(1_000), line(2_000), line(5_000)])
    expect(messages(tail)).toEqual(['5000', '2000', '1000'])
    expect(tailAfter(tail)).toBe(new Date(start + 5_000 - OVERLAP_MS).toISOString())
    expect(tailAfter(emptyTail)).toBeUndefined()
  })

  it('puts a late line in its place, and asks from when lines were written, not from when they began (LG11)', () => {
    const began = (beganMs: number, writtenMs: number): LogLine => ({
      ...line(beganMs),
      written: new Date(start + writtenMs).toISOString(),
    })
    const first = add(emptyTail, [line(1_000), line(40_000)])
    const tail = add(first, [line(40_000), began(20_000, 41_000), began(39_500, 41_000)])
    expect(messages(tail)).toEqual(['40000', '39500', '20000', '1000'])
    expect(tailAfter(tail)).toBe(new Date(start + 41_000 - OVERLAP_MS).toISOString())
    expect(messages(add(tail, [began(20_000, 41_000)]))).toEqual(messages(tail))
  })

  it('stays the same list where nothing was written, so that nothing is drawn again', () => {
    const tail = add(emptyTail, [line(1)])
    expect(add(tail, [line(1)]).lines).toBe(tail.lines)
  })

  it('shows two lines that are equal in everything as two', () => {
    expect(messages(add(add(emptyTail, [line(1, 'x')]), [line(1, 'x'), line(1, 'x')]))).toEqual(['x', 'x'])
  })

  it('keeps the newest of very many and counts them all', () => {
    const tail = add(
      emptyTail,
      Array.from({ length: MOST_LINES + 5 }, (_, index) => line(index)),
    )
    expect([tail.lines.length, tail.total, tail.lines[0]?.message]).toEqual([
      MOST_LINES,
      MOST_LINES + 5,
      String(MOST_LINES + 4),
    ])
  })

  it('loses and repeats no line, however the answers overlap', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(49), { minLength: 1, maxLength: 12 }), (writtenBetween) => {
        // One line each 100 ms; each answer reaches from the asked moment to what has been written by then.
        let tail = emptyTail
        let written = 0
        for (const more of writtenBetween) {
          written += more
          const after = tailAfter(tail)
          const from = after === undefined ? -1 : (Date.parse(after) - start) / 100
          const all = Array.from({ length: written }, (_, index) => line(index * 100))
          tail = add(
            tail,
            all.filter((_, index) => index >= from),
          )
        }
        const expected = Array.from({ length: written }, (_, index) => String((written - 1 - index) * 100))
        expect(messages(tail)).toEqual(expected)
        expect(tail.total).toBe(written)
      }),
    )
  })
})
