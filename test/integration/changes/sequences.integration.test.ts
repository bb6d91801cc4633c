import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { getSequence, removeRouting, setUpRouting } from '../../../lib/services/routing/begin-sequence.ts'
import { runSequence } from '../../../lib/services/routing/run-sequence.ts'
import { until } from '../../../mesh/cluster/api/testing/cluster-under-test.ts'
import { ChangeBench } from './change-bench.ts'

const bench = new ChangeBench()
beforeAll(() => bench.start())
afterAll(() => bench.stop())

const named = { namespace: 'bookinfo', name: 'reviews' }
const wish = { ...named, template: 'pinned' as const, version: 'v1', dryRun: false }
const has = (kind: 'VirtualService' | 'DestinationRule') =>
  bench.kubernetes.snapshot(kind).items.some(({ metadata }) => metadata.name === 'reviews')
const watched = (kind: 'VirtualService' | 'DestinationRule', wanted: boolean) =>
  until(`${kind} ${wanted ? 'made' : 'gone'}`, () => has(kind) === wanted)

/** One look, as the runner takes it; `dies` ends the console between the write and its note. */
async function look(id: string, dies = false): Promise<void> {
  bench.nowMs += 1000
  bench.controlPlane.answer = { allAckedAt: bench.nowMs / 1000, total: 2, waiting: [] }
  const stored = await bench.stores.sequences.get(id)
  if (stored === null) throw new Error('no sequence')
  const { sequences } = bench.stores
  const deaf = { save: () => Promise.reject(new Error('killed')) }
  const deps = bench.deps(dies ? { sequences: Object.assign(Object.create(sequences), deaf) } : {})
  await runSequence(deps, stored).catch(() => undefined)
  if (dies) bench.nowMs += 15_000
}

async function run(id: string, dies = false): Promise<string> {
  for (let count = 0; count < 20; count++) {
    await look(id, dies && count % 2 === 0)
    const { status } = await getSequence(bench.call({ id }))
    if (status !== 'running') return status
  }
  return 'running'
}

describe('R38 routing of a service', () => {
  it.each([false, true])(
    'is taken away route first, and set up subsets first; with a console killed after every write: %s',
    async (dies) => {
      if (!has('VirtualService')) await bench.reset()
      await watched('VirtualService', true)
      const removal = await removeRouting(bench.call({ ...named, dryRun: false }))
      expect(removal.steps.map(({ kind, verb }) => `${verb} ${kind}`)).toEqual([
        'delete VirtualService',
        'delete DestinationRule',
      ])
      expect(await run(removal.id ?? '', dies)).toBe('done')
      await watched('VirtualService', false)
      await watched('DestinationRule', false)
      const dry = await setUpRouting(bench.call({ ...wish, dryRun: true }))
      expect([dry.id, dry.steps.map(({ kind }) => kind)]).toEqual([null, ['DestinationRule', 'VirtualService']])
      const setup = await setUpRouting(bench.call(wish))
      expect(await run(setup.id ?? '', dies)).toBe('done')
      await watched('VirtualService', true)
      await watched('DestinationRule', true)
      const made = await bench.kubernetes.read({ kind: 'VirtualService', ...named })
      expect(made).toMatchObject({
        spec: { http: [{ name: 'main', route: [{ weight: 100 }, { weight: 0 }, { weight: 0 }] }] },
      })
    },
  )

  it('is not set up where it is there, for a version that is not there, or by who may only read', async () => {
    await watched('VirtualService', true)
    await expect(setUpRouting(bench.call(wish))).rejects.toMatchObject({ code: 'CONFLICT' })
    await expect(setUpRouting(bench.call(wish, { principal: { canWrite: false } }))).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
    await expect(removeRouting(bench.call({ ...named, name: 'nobody', dryRun: true }))).rejects.toMatchObject({
      field: 'name',
    })
  })

  it('R39 stops where somebody made the next object meanwhile, and leaves it alone', async () => {
    const removal = await removeRouting(bench.call({ ...named, dryRun: false }))
    expect(await run(removal.id ?? '')).toBe('done')
    await watched('VirtualService', false)
    await watched('DestinationRule', false)
    const setup = await setUpRouting(bench.call(wish))
    await bench.reset()
    expect(await run(setup.id ?? '')).toBe('stopped')
    expect(await bench.weights()).toEqual([9, 1])
  })
})
