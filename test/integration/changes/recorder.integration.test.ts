import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { changeRequest } from '../../../lib/contract/changes.ts'
import { applyChange } from '../../../lib/services/changes/apply-change.ts'
import { listChanges } from '../../../lib/services/changes/list-changes.ts'
import { startRecorder } from '../../../lib/services/changes/recorder.ts'
import { revertChange } from '../../../lib/services/changes/revert-change.ts'
import { settleInterrupted } from '../../../lib/services/changes/settle-interrupted.ts'
import { until } from '../../../mesh/cluster/api/testing/cluster-under-test.ts'
import { ChangeBench } from './change-bench.ts'

const bench = new ChangeBench()
beforeAll(() => bench.start())
afterAll(() => bench.stop())

describe('a change by somebody else', () => {
  it('is recorded with what it did, once; a write of this console is not recorded again; it can be put back', async () => {
    expect(await bench.kubernetes.ready('VirtualService', 10_000)).toBe(true)
    const errors: unknown[] = []
    const memory = bench.stores.watchMemory
    const stop = startRecorder({ deps: bench.deps(), memory, onError: (error) => errors.push(error) })
    await until('the first listing', async () => (await memory.load('VirtualService')).watchedAt !== null)
    const { metadata } = await bench.live()
    const slices = ['v1', 'v2'].map((subset) => ({ destination: { host: 'reviews', subset }, weight: 5 }))
    const body = { kind: 'VirtualService', namespace: 'bookinfo', name: 'reviews', rule: 'main', slices }
    const own = await applyChange(
      bench.call(changeRequest.parse({ ...body, resourceVersion: metadata.resourceVersion })),
    )
    const path = '/spec/http/1/route/0/weight'
    await bench.cluster.run(`patch vs reviews -n bookinfo --type=json -p [{"op":"replace","path":"${path}","value":7}]`)
    const filter = { kind: 'VirtualService', namespace: 'bookinfo', name: 'reviews', limit: 2 }
    const latest = async () => (await listChanges(bench.call(filter))).changes
    await until('the entry of the other change', async () => (await latest())[0]?.form === 'observed')
    stop()
    expect(errors).toEqual([])
    const [seen, before] = await latest()
    expect(seen).toMatchObject({ rule: 'main', summary: 'v1 5 → 7', outcome: 'applied', verification: null })
    expect(before?.id).toBe(own.changeId)
    await revertChange(bench.call({ id: seen?.id ?? '', dryRun: false }))
    expect(await bench.weights()).toEqual([5, 5])
  })
})

describe('what was changed while no console ran', () => {
  it('R32 is caught up at the next start, once by two consoles, and says between which moments', async () => {
    await bench.reset()
    const { watchMemory: memory } = bench.stores
    const errors: unknown[] = []
    const start = () => startRecorder({ deps: bench.deps(), memory, onError: (error) => errors.push(error) })
    const watched = () =>
      bench.kubernetes.snapshot('VirtualService').items.find(({ metadata }) => metadata.name === 'reviews')?.metadata
    const isWatched = async () => watched()?.resourceVersion === (await bench.live()).metadata.resourceVersion
    await until('the watch to see the object', isWatched)
    bench.nowMs += 60_000
    const stopFirst = start()
    const before = bench.nowMs
    const touchedAt = async () => Date.parse((await memory.load('VirtualService')).watchedAt ?? '')
    await until('the first listing', async () => (await touchedAt()) >= before)
    stopFirst()
    const lastWatched = (await memory.load('VirtualService')).watchedAt
    const path = '/spec/http/1/route/0/weight'
    await bench.cluster.run(`patch vs reviews -n bookinfo --type=json -p [{"op":"replace","path":"${path}","value":3}]`)
    await until('the watch to see the change', isWatched)
    bench.nowMs += 60_000
    const stops = [start(), start()]
    const entries = async () => {
      const all = await bench.ledger.list({ kind: 'VirtualService', namespace: 'bookinfo', name: 'reviews', limit: 50 })
      return all.filter(({ notBefore }) => notBefore === lastWatched)
    }
    await until('the entry', async () => (await entries()).length > 0)
    await until('both to have listed', async () => (await touchedAt()) > before)
    for (const stop of stops) stop()
    expect(errors).toEqual([])
    expect(await entries()).toMatchObject([{ summary: 'v1 9 → 3', form: 'observed', notBefore: lastWatched }])
  })
})

describe('a console that ends between entry and write', () => {
  it('R30 finds after its restart whether the write was made', async () => {
    await bench.reset()
    const request = async (weight: number) => {
      const { metadata } = await bench.live()
      const slices = ['v1', 'v2'].map((subset) => ({ destination: { host: 'reviews', subset }, weight }))
      const body = { kind: 'VirtualService', namespace: 'bookinfo', name: 'reviews', rule: 'main', slices }
      return changeRequest.parse({ ...body, resourceVersion: metadata.resourceVersion })
    }
    const dying = (when: 'before' | 'after') =>
      Object.assign(Object.create(bench.kubernetes), {
        read: bench.kubernetes.read.bind(bench.kubernetes),
        snapshot: bench.kubernetes.snapshot.bind(bench.kubernetes),
        ready: bench.kubernetes.ready.bind(bench.kubernetes),
        may: bench.kubernetes.may.bind(bench.kubernetes),
        patch: async (...args: Parameters<typeof bench.kubernetes.patch>) => {
          if (args[2].dryRun) return bench.kubernetes.patch(...args)
          if (when === 'after') await bench.kubernetes.patch(...args)
          return new Promise(() => undefined)
        },
      })
    for (const when of ['before', 'after'] as const) {
      void applyChange(bench.call(await request(5), { deps: { kubernetes: dying(when) } }))
      await until('the entry', async () => (await bench.ledger.list({ limit: 1 }))[0]?.outcome === 'started')
      if (when === 'after') await until('the write', async () => (await bench.weights()).join() === '5,5')
      bench.nowMs += 61_000
      await settleInterrupted(bench.deps())
      const [entry] = await bench.ledger.list({ limit: 1 })
      expect(entry?.outcome).toBe(when === 'before' ? 'failed' : 'applied')
      expect(entry?.verification?.state ?? null).toBe(when === 'before' ? null : 'pending')
    }
  })
})
