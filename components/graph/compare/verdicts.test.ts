import { describe, expect, it } from 'vitest'
import { storyGraph } from '../../../test/fixtures/story-graph.ts'
import type { Comparison, Difference } from '../../../lib/domain/graph/compare/model.ts'
import { compareModel } from './compare-model.ts'
import { bothNumbers, changeText, ranked, signedChange, verdictOf } from './verdicts.ts'

const numbers = { rps: 10, errorRatio: 0, p50: 5, p95: 20, p99: 40, bytesPerSecond: null, requests: 9_000 }
const difference = (kind: Difference['kind'], base: number, now: number): Difference => ({
  kind,
  sentence: '',
  base,
  now,
  test: 'rank-sum',
  pValue: 0.001,
  adjustedPValue: 0.004,
})
const compared = (id: string, spec: Partial<Comparison> = {}): Comparison => ({
  id,
  state: 'changed',
  differences: [],
  base: numbers,
  now: numbers,
  ...spec,
})
const slower = compared('a', { differences: [difference('slower', 186, 1_240)] })
const failing = compared('b', { differences: [difference('more-errors', 0.001, 0.066), difference('faster', 10, 5)] })
const faster = compared('c', { differences: [difference('faster', 19, 12)] })
const fewer = compared('d', { differences: [difference('less-traffic', 118, 107)] })
const fresh = compared('e', { state: 'added', base: null })
const lost = compared('f', { state: 'gone', now: null })
const same = compared('g', { state: 'unchanged' })
const unclear = compared('h', { state: 'unclear' })

describe('what a difference means', () => {
  it.each([
    [slower, 'worse', '▲ +567 %'],
    [failing, 'worse', '▲ +6.5 pt'],
    [faster, 'better', '▼ −37 %'],
    [fewer, 'less', '▿ −9 %'],
    [fresh, 'added', '+ new'],
    [lost, 'gone', '− gone'],
    [same, 'same', null],
    [unclear, 'same', null],
  ] as const)('%j is %s and says %j', (comparison, verdict, words) => {
    expect(verdictOf(comparison)).toBe(verdict)
    expect(changeText(comparison)).toBe(words)
  })

  it('is told by the sentence of the server, which names the percentile', () => {
    const told = { ...difference('slower', 4, 5), sentence: 'p50 went from 4 ms to 5 ms.' }
    expect(bothNumbers(compared('a', { differences: [told] }))).toBe('p50 went from 4 ms to 5 ms')
  })

  it('has both numbers, now first', () => {
    expect(bothNumbers(slower)).toBe('1.24 s from 186 ms')
    expect(bothNumbers(failing)).toBe('errors 6.6 % from 0.1 %')
    expect(bothNumbers(fresh)).toBe('10/s from none')
    expect(bothNumbers(lost)).toBe('none from 10/s')
  })

  it('says so when there was nothing to compare with', () => {
    expect(signedChange(difference('more-traffic', 0, 5))).toBe('from nothing')
  })

  it('is ranked: worse before new before better before traffic, the largest first, equal ones left out', () => {
    const worse = compared('z', { differences: [difference('slower', 10, 1_000)] })
    const all = [same, lost, fewer, faster, fresh, slower, worse, unclear]
    expect(ranked(all).map(({ id }) => id)).toEqual(['z', 'a', 'e', 'c', 'd', 'f'])
  })
})

describe('two moments on one map', () => {
  const story = storyGraph()
  const [first, second] = story.edges
  const edgeDifferences = story.edges.map(({ id }) =>
    id === first?.id
      ? { ...slower, id }
      : id === second?.id
        ? { ...fresh, id }
        : compared(id, { state: 'unchanged' as const }),
  )
  const model = compareModel({ ...story, edgeDifferences, nodeDifferences: [] })
  const link = (id: string | undefined) => model.links.find((other) => other.id === id)

  it('colours edges by change alone and leaves the rest grey and without a pill', () => {
    expect(link(first?.id)).toMatchObject({ stroke: 'failing', pill: { text: '▲ +567 %' } })
    expect(link(second?.id)).toMatchObject({ tone: 'added', pill: { text: '+ new' } })
    const others = model.links.filter(({ id }) => id !== first?.id && id !== second?.id)
    expect(others.every(({ tone, pill }) => tone === 'unchanged' && pill === null)).toBe(true)
  })

  it('says in words what a pill says by its shape', () => {
    expect(link(first?.id)?.label).toMatch(/worse ▲ \+567 %$/)
  })
})
