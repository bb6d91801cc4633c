import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { changeRequest } from '../../../lib/contract/changes.ts'
import { applyChange } from '../../../lib/services/changes/apply-change.ts'
import { listChanges } from '../../../lib/services/changes/list-changes.ts'
import { startRecorder } from '../../../lib/services/changes/recorder.ts'
import { revertChange } from '../../../lib/services/changes/revert-change.ts'
import { until } from '../../../mesh/cluster/api/testing/cluster-under-test.ts'
import { ChangeBench } from './change-bench.ts'

const bench = new ChangeBench()
beforeAll(() => bench.start())
afterAll(() => bench.stop())

describe('a change by somebody else', () => {
  it('is recorded with what it did, once; a write of this console is not recorded again; it can be put back', async () => {
    expect(await bench.kubernetes.ready('VirtualService', 10_000)).toBe(true)
    const errors: unknown[] = []
    const stop = startRecorder(bench.deps(), (error) => errors.push(error))
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
