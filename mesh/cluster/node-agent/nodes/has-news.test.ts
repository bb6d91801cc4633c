import { describe, expect, test } from 'vitest'
import { hasNews, statusMaxAgeMs } from './has-news.ts'
import { nodeStatus, virtualNodes } from './virtual-nodes.ts'

const facts = { logPort: 1, cpus: 2, memoryBytes: 1024 * 1024, kernel: 'k', os: 'o', version: 'v1' }
const at = (ms: number, ready = true) => {
  const [node] = virtualNodes
  if (node === undefined) throw new Error('no node')
  return nodeStatus(node, facts, { ready, now: new Date(ms) })
}
const reversed = (object: object) => Object.fromEntries(Object.entries(object).toReversed())

describe('the status of a node', () => {
  test.each([
    ['nothing is stored', undefined, at(0), 0, true],
    ['only time went by', at(0), at(20_000), 20_000, false],
    ['the server keeps fields in another order', reversed(at(0)), at(20_000), 20_000, false],
    ['it was written long ago', at(0), at(statusMaxAgeMs), statusMaxAgeMs, true],
    ['it is ready no more', at(0), at(10, false), 10, true],
    ['it has more memory', at(0), { ...at(10), capacity: { memory: '9Ki' } }, 10, true],
  ])('is written when there is news: %s', (...[, known, status, now, expected]) => {
    expect(hasNews(known, status, new Date(now))).toBe(expected)
  })
})
