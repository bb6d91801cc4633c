import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseFind } from '../../../lib/domain/graph/find-expression/parser.ts'
import { completedText, completeFind, withOption } from './complete-find.ts'
import { quoteWord } from '../../../lib/domain/graph/find-expression/quote-word.ts'

const known = { ns: ['bookinfo', 'boutique', 'istio-system'], name: ['reviews v1', 'ratings'] }
const optionsOf = (text: string) => completeFind(text, known).options

describe('completing an expression', () => {
  it.each([
    ['wor', ['workload', 'workloadentry']],
    ['is fail', ['failing']],
    ['idle ', ['and', 'or']],
    ['errors > 1% and pro', ['protocol']],
    ['not (clu', ['cluster']],
    ['ns ', ['=', '!=', '~', '!~']],
    ['p95 ', ['>', '<', '>=', '<=', '=']],
    ['ns = bo', ['bookinfo', 'boutique']],
    ['ns=ist', ['istio-system']],
    ['name = rev', ['"reviews v1"']],
    ['p95 > 300m', ['300ms']],
    ['errors > 1', ['1%']],
    ['errors > 1% ', ['and', 'or']],
    ['errors > 1% a', ['and']],
    ['name = "rev', []],
    ['ns = nowhere', []],
  ])('%j may go on with %j', (text, options) => {
    expect(optionsOf(text)).toEqual(options)
  })

  it('offers every field at the start', () => {
    expect(optionsOf('')).toContain('name')
  })

  it('takes the only option with a space, else what all of them share', () => {
    expect(completedText('clu', completeFind('clu', known))).toBe('cluster ')
    expect(completedText('wor', completeFind('wor', known))).toBe('workload')
    expect(completedText('ns = b', completeFind('ns = b', known))).toBe('ns = bo')
    expect(completedText('ns = bo', completeFind('ns = bo', known))).toBeNull()
    expect(completedText('ns = x', completeFind('ns = x', known))).toBeNull()
    expect(withOption('ns = b', 5, 'boutique')).toBe('ns = boutique ')
  })

  it('never takes away what was typed, and never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii', maxLength: 40 }), (text) => {
        const done = completedText(text, completeFind(text, known))
        const { start } = completeFind(text, known)
        if (done !== null) expect(done.startsWith(text.slice(0, start))).toBe(true)
      }),
    )
  })

  it('writes values so that the language reads them', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 20 }), (value) => {
        expect(parseFind(`name = ${quoteWord(value)}`).ok).toBe(true)
      }),
    )
  })
})
