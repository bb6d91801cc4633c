import { describe, expect, test } from 'vitest'
import { memoryDeps, operator, readerOf } from '../../../test/support/deps.ts'
import { requestSample } from '../../../test/support/telemetry.ts'
import { graphComparison, graphComparisonRequest } from '../../contract/graph-comparison.ts'
import { compareGraphs } from './compare-graphs.ts'

const ask = (different: Record<string, string>, principal = operator) => {
  const deps = memoryDeps({ requests: [requestSample({ perSecond: 10 })] })
  return compareGraphs({ deps, principal, input: graphComparisonRequest.parse(different) })
}

describe('two moments compared', () => {
  test('C7: keep to the contract, cost two graphs, and differ in nothing when nothing differs', async () => {
    const compared = graphComparison.parse(await ask({ baseAt: '1799990000' }))
    expect(compared).toMatchObject({ at: 1_800_000_000, baseAt: 1_799_990_000, warnings: [] })
    expect(compared.edgeDifferences.map(({ state }) => state)).toEqual(['unchanged'])
    expect(compared.queries).toBeLessThanOrEqual(16)
  })
  test('C8: windows that overlap say so', async () => {
    expect((await ask({ baseAt: '1799999990' })).warnings).toEqual([expect.stringContaining('overlap')])
  })
  test('need exactly one of baseAt and change', () => {
    for (const input of [{}, { baseAt: '1', change: 'x' }])
      expect(graphComparisonRequest.safeParse(input).error?.issues[0]?.path).toEqual(['baseAt'])
  })
  test('G14: rights and unknown things are refused as in the graph', async () => {
    await expect(ask({ baseAt: '1', namespaces: 'back' }, readerOf('shop'))).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
    await expect(ask({ baseAt: '1', focus: 'nope' })).rejects.toMatchObject({ code: 'NOT_FOUND', field: 'focus' })
    await expect(ask({ baseAt: '1', aggregate: 'nope' })).rejects.toMatchObject({ code: 'INVALID', field: 'aggregate' })
    await expect(ask({ change: 'nope' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})
