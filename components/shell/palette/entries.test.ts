import { describe, expect, it } from 'vitest'
import { parsePaletteQuery, rankEntries, type PaletteEntry } from './entries.ts'

const entry = (title: string, status?: PaletteEntry['status'], detail = 'workload, shop'): PaletteEntry => ({
  id: title,
  group: 'Go to',
  icon: 'workload',
  title,
  detail,
  status,
  action: { href: '/' },
})

describe('P9: a text in the palette', () => {
  it.each([
    ['pay', { kind: 'everything', words: 'pay' }],
    ['> theme', { kind: 'commands', words: 'theme' }],
    ['#479', { kind: 'changes', words: '479' }],
    [' 7C1E94B07C1E94B0 ', { kind: 'trace', traceId: '7c1e94b07c1e94b0' }],
    ['387a5a81243b03af8c3071c2aad43476', { kind: 'trace', traceId: '387a5a81243b03af8c3071c2aad43476' }],
    ['387a5a81', { kind: 'everything', words: '387a5a81' }],
    ['deadbeefdeadbeef', { kind: 'everything', words: 'deadbeefdeadbeef' }],
  ])('%j asks for %j', (text, query) => expect(parsePaletteQuery(text)).toEqual(query))
})

describe('P9: the order of what fits', () => {
  const titles = (words: string, entries: readonly PaletteEntry[]) =>
    rankEntries(entries, words, 10).map(({ title }) => title)

  it('is the name itself, its start, a word of it, inside, the details', () => {
    const all = ['repay', 'card-pay', 'payment', 'pay'].map((title) => entry(title))
    expect(titles('pay', [...all, entry('cart', undefined, 'calls pay')])).toEqual([
      'pay',
      'payment',
      'card-pay',
      'repay',
      'cart',
    ])
  })

  it('puts the failing first among equals', () => {
    expect(titles('pay', [entry('pay-a', 'healthy'), entry('pay-b', 'failing')])).toEqual(['pay-b', 'pay-a'])
  })

  it('wants every word', () => {
    expect(titles('pay shop', [entry('payment'), entry('payment-x', undefined, 'workload, bank')])).toEqual(['payment'])
    expect(titles('', [entry('a'), entry('b')])).toHaveLength(2)
  })
})
