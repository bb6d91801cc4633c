import { describe, expect, it } from 'vitest'
import { aChange, objectNamed } from '../../test/support/changes.ts'
import { countBySource, filterChanges, objectKey, type ChangeFilters } from './filter-changes.ts'

const row = (id: string, { name = 'a', ...given }: { name?: string; source?: string; reason?: string } = {}) =>
  aChange({ id, object: objectNamed(name), summary: 'v1 9 → 5', ...given })
const rows = [row('3', { name: 'cart', reason: 'Step 2' }), row('2', { source: 'kubectl' }), row('1')]
const none: ChangeFilters = { text: '', source: '', object: '', kind: '', who: '', verified: '' }
const ids = (filters: Partial<ChangeFilters>) => filterChanges(rows, { ...none, ...filters }).map(({ id }) => id)

describe('the filters of the ledger', () => {
  it('cut nothing when empty', () => {
    expect(ids({})).toEqual(['3', '2', '1'])
  })

  it('need every word, wherever it is, in any case', () => {
    expect(ids({ text: 'STEP cart' })).toEqual(['3'])
    expect(ids({ text: 'step kubectl' })).toEqual([])
  })

  it('cut to one source and to one object', () => {
    expect(ids({ source: 'kubectl' })).toEqual(['2'])
    expect(ids({ object: objectKey(row('x', { name: 'cart' })) })).toEqual(['3'])
  })

  it('cut to a kind, to a person and to what came of it', () => {
    expect(ids({ kind: 'Gateway' })).toEqual([])
    expect(ids({ who: rows[0]?.actor ?? '' })).toEqual(['3', '2', '1'])
    const seen = { ...row('4'), form: 'observed' as const }
    const undone = { ...row('5'), revertedBy: '6' }
    const all = [...rows, seen, undone]
    const by = (verified: ChangeFilters['verified']) => filterChanges(all, { ...none, verified }).map(({ id }) => id)
    expect([by('seen'), by('undone'), by('applied'), by('refused')]).toEqual([['4'], ['5'], ['3', '2', '1'], []])
  })

  it('count by source, most first', () => {
    expect(countBySource(rows)).toEqual([
      { source: 'console', count: 2 },
      { source: 'kubectl', count: 1 },
    ])
  })
})
