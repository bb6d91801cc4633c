import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { changeRequest, type ChangeRequest } from '../../../lib/contract/changes.ts'
import { openLedger } from '../../../lib/sources/ledger/open-ledger.ts'
import { applyChange } from '../../../lib/services/changes/apply-change.ts'
import { getChange } from '../../../lib/services/changes/get-change.ts'
import { listChanges } from '../../../lib/services/changes/list-changes.ts'
import { planChange } from '../../../lib/services/changes/plan-change.ts'
import { revertChange } from '../../../lib/services/changes/revert-change.ts'
import { verifyPending } from '../../../lib/services/changes/verify-pending.ts'
import { ChangeBench } from './change-bench.ts'

const bench = new ChangeBench()
beforeAll(() => bench.start())
afterAll(() => bench.stop())
beforeEach(async () => {
  await bench.reset()
  bench.nowMs = Date.now()
  bench.metrics.failure = null
})

const destination = (subset: string) => ({ host: 'reviews', subset })

async function shift(weights: [number, number], change: Partial<ChangeRequest> = {}): Promise<ChangeRequest> {
  const { metadata } = await bench.live()
  const slices = weights.map((weight, place) => ({ destination: destination(`v${place + 1}`), weight }))
  const body = { kind: 'VirtualService', namespace: 'bookinfo', name: 'reviews', rule: 'main', slices }
  return changeRequest.parse({ ...body, resourceVersion: metadata.resourceVersion, reason: 'step 2', ...change })
}

const apply = async (weights: [number, number]) => (await applyChange(bench.call(await shift(weights)))).changeId ?? ''
const revert = (id: string, more: { resourceVersion?: string; dryRun?: boolean } = {}) =>
  revertChange(bench.call({ id, dryRun: false, ...more }))

describe('a dry run', () => {
  it('R26 shows the difference and writes nothing', async () => {
    const before = await bench.live()
    const answer = await planChange(bench.call(await shift([5, 5], { dryRun: true })))
    expect(answer.changeId).toBeNull()
    expect(answer.diff).toMatchObject({ added: 2, removed: 2 })
    const changed = answer.diff.yaml.filter(({ kind }) => kind !== 'same').map(({ text }) => text.trim())
    expect(changed).toEqual(['weight: 9', 'weight: 5', 'weight: 1', 'weight: 5'])
    expect(await bench.live()).toEqual(before)
    expect((await listChanges(bench.call({ limit: 10 }))).changes).toEqual([])
  })
})

describe('a shift', () => {
  it('R14 R28 changes two weights, keeps every other byte, and stands in the ledger', async () => {
    const before = await bench.live()
    const id = await apply([5, 5])
    const after = await bench.live()
    const expected = structuredClone(before.spec)
    for (const route of expected.http[1]?.route ?? []) route.weight = 5
    expect(after.spec).toEqual(expected)
    const change = await getChange(bench.call({ id }))
    expect(change).toMatchObject({
      outcome: 'applied',
      actor: 'token',
      reason: 'step 2',
      rule: 'main',
      summary: 'v1 9 → 5, v2 1 → 5',
      verification: { state: 'pending', slices: [{ target: 0.5 }, { target: 0.5 }] },
    })
    expect(change.events.map(({ kind }) => kind)).toEqual(['dry-run', 'written'])
  })

  it.each<[string, Partial<ChangeRequest>, string, string]>([
    ['an unknown namespace', { namespace: 'nowhere' }, 'UNPROCESSABLE', 'namespace'],
    ['an unknown object', { name: 'nobody' }, 'UNPROCESSABLE', 'name'],
    ['an unknown rule', { rule: 'nobody' }, 'UNPROCESSABLE', 'rule'],
    ['a kind that is not written', { kind: 'Pod' }, 'INVALID', 'kind'],
    ['a stale version', { resourceVersion: '1' }, 'CONFLICT', 'resourceVersion'],
    ['no version', { resourceVersion: undefined }, 'UNPROCESSABLE', 'resourceVersion'],
    [
      'a total of 0',
      { slices: ['v1', 'v2'].map((subset) => ({ destination: destination(subset), weight: 0 })) },
      'UNPROCESSABLE',
      'slices',
    ],
    [
      'requests to a subset without a ready pod',
      {
        rule: 'broken',
        slices: [90, 10, 0].map((weight, place) => ({
          destination: destination(['v1', 'v3', 'v9'][place] ?? ''),
          weight,
        })),
      },
      'UNPROCESSABLE',
      'slices.1.weight',
    ],
    [
      'requests to a subset that nobody defined',
      {
        rule: 'broken',
        slices: [90, 0, 10].map((weight, place) => ({
          destination: destination(['v1', 'v3', 'v9'][place] ?? ''),
          weight,
        })),
      },
      'UNPROCESSABLE',
      'slices.2.destination.subset',
    ],
  ])(
    'R13 R17 R27 is refused for %s, with the field, and leaves everything as it was',
    async (...[, change, code, field]) => {
      const before = await bench.live()
      const request = { ...(await shift([5, 5])), ...change }
      await expect(applyChange(bench.call(request))).rejects.toMatchObject({ code, field })
      expect(await bench.live()).toEqual(before)
    },
  )

  it.each([
    ['-1', -1],
    ['abc', 'abc'],
    ['1.5', 1.5],
  ])('R13 is refused by the contract for a weight of %s', (_, weight) => {
    const slices = [{ destination: destination('v1'), weight }]
    const parsed = changeRequest.safeParse({ kind: 'VirtualService', namespace: 'a', name: 'b', slices })
    expect(parsed.error?.issues[0]).toMatchObject({
      path: ['slices', 0, 'weight'],
      message: 'must be a whole number from 0 to 2147483647',
    })
  })

  it('R27 gives way to somebody who writes between plan and patch, with the live object, and is recorded as refused', async () => {
    const ledger = Object.assign(Object.create(bench.ledger), {
      open: async (...args: Parameters<typeof bench.ledger.open>) => {
        await bench.cluster.run('label vs reviews -n bookinfo team=a --overwrite')
        return bench.ledger.open(...args)
      },
      update: bench.ledger.update.bind(bench.ledger),
      listPending: bench.ledger.listPending.bind(bench.ledger),
    })
    const call = bench.call(await shift([5, 5]), { deps: { ledger } })
    await expect(applyChange(call)).rejects.toMatchObject({
      code: 'CONFLICT',
      live: { metadata: { labels: { team: 'a' } } },
    })
    expect(await bench.weights()).toEqual([9, 1])
    const [latest] = (await listChanges(bench.call({ limit: 1 }))).changes
    expect(latest).toMatchObject({ outcome: 'failed' })
  })

  it('R28 writes nothing when the ledger has no room', async () => {
    const full = await openLedger({ engine: 'sqlite', path: `${bench.cluster.directory}/full.db`, maxPages: 40 })
    const call = bench.call(await shift([5, 5], { reason: 'x'.repeat(2000) }), { deps: { ledger: full } })
    const fill = async () => {
      for (;;)
        await applyChange({ ...call, input: await shift([5, 5], { reason: 'x'.repeat(2000) }) }).then(() =>
          bench.reset(),
        )
    }
    await expect(fill()).rejects.toThrow(/no room left/)
    expect(await bench.weights()).toEqual([9, 1])
    await full.close()
  })

  it('is refused to who may only read, and a namespace out of sight reads as if it did not exist', async () => {
    const input = await shift([5, 5])
    await expect(applyChange(bench.call(input, { principal: { canWrite: false } }))).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
    await expect(applyChange(bench.call(input, { principal: { namespaces: ['shop'] } }))).rejects.toMatchObject({
      code: 'UNPROCESSABLE',
      field: 'namespace',
    })
  })

  it('R16 warns of Argo CD and is refused where Flagger sets the weights', async () => {
    await bench.cluster.run('annotate vs reviews -n bookinfo argocd.argoproj.io/tracking-id=shop:x')
    const answer = await planChange(bench.call(await shift([5, 5])))
    expect(answer.owner).toMatchObject({ kind: 'argo-cd', name: 'shop', action: 'propose' })
    expect(answer.warnings[0]).toContain('Argo CD owns this object')
    const owner = '[{"apiVersion":"flagger.app/v1beta1","kind":"Canary","name":"reviews","uid":"1"}]'
    await bench.cluster.run(`patch vs reviews -n bookinfo --type=merge -p {"metadata":{"ownerReferences":${owner}}}`)
    await expect(applyChange(bench.call(await shift([5, 5])))).rejects.toMatchObject({ field: 'slices' })
  })
})

describe('a revert', () => {
  it('R29 restores the weights exactly, keeps what others changed meanwhile, and is linked both ways', async () => {
    const id = await apply([5, 5])
    await bench.cluster.run('label vs reviews -n bookinfo team=b --overwrite')
    const dry = await revert(id, { dryRun: true })
    expect(dry.changeId).toBeNull()
    const undone = await revert(id)
    expect(await bench.weights()).toEqual([9, 1])
    expect(await bench.live()).toMatchObject({ metadata: { labels: { team: 'b' } } })
    expect(await getChange(bench.call({ id }))).toMatchObject({ revertedBy: undone.changeId })
    expect(await getChange(bench.call({ id: undone.changeId ?? '' }))).toMatchObject({ reverts: id })
  })

  it('R29 gives way to other weights set since, unless the version that was looked at confirms it', async () => {
    const id = await apply([5, 5])
    await bench.cluster.run(
      'patch vs reviews -n bookinfo --type=json -p [{"op":"replace","path":"/spec/http/1/route/0/weight","value":7}]',
    )
    await expect(revert(id)).rejects.toMatchObject({ code: 'CONFLICT', live: { kind: 'VirtualService' } })
    const { metadata } = await bench.live()
    await revert(id, { resourceVersion: metadata.resourceVersion })
    expect(await bench.weights()).toEqual([9, 1])
  })

  it('R29 puts back a whole object that was replaced, and takes away one that was created', async () => {
    const { metadata } = await bench.live()
    const spec = { hosts: ['reviews'], http: [{ route: [{ destination: destination('v2') }] }] }
    const request = { kind: 'VirtualService', namespace: 'bookinfo', name: 'reviews', object: { metadata: {}, spec } }
    const replaced = await applyChange(
      bench.call(changeRequest.parse({ ...request, resourceVersion: metadata.resourceVersion })),
    )
    expect((await bench.live()).spec).toEqual(spec)
    await revert(replaced.changeId ?? '')
    expect(await bench.weights()).toEqual([9, 1])

    const created = await applyChange(bench.call(changeRequest.parse({ ...request, name: 'other' })))
    await revert(created.changeId ?? '')
    expect(await bench.cluster.refused('get vs other -n bookinfo')).toContain('not found')
  })

  it('is refused for an entry that is not there, and for one that wrote nothing', async () => {
    await expect(revert('424242')).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('a verification', () => {
  const state = async (id: string) => (await getChange(bench.call({ id }))).verification

  it('R19-R22 waits for the proxies, counts from then on, and converges once', async () => {
    const id = await apply([5, 5])
    const appliedAt = bench.nowMs / 1000
    bench.controlPlane.answer = { allAckedAt: null, total: 2, waiting: ['productpage-v1-0.bookinfo'] }
    bench.nowMs += 2000
    await verifyPending(bench.deps())
    expect(await state(id)).toMatchObject({ state: 'pending', cause: 'proxies-not-synced' })

    bench.controlPlane.answer = { allAckedAt: appliedAt + 3, total: 2, waiting: [] }
    bench.metrics.add('v1', { from: appliedAt - 30, to: appliedAt + 3, perSecond: 22 })
    bench.metrics.add('v1', { from: appliedAt + 4, to: appliedAt + 30, perSecond: 12 })
    bench.metrics.add('v2', { from: appliedAt + 4, to: appliedAt + 30, perSecond: 12 })
    bench.nowMs = (appliedAt + 30) * 1000
    await verifyPending(bench.deps())
    expect(await state(id)).toMatchObject({ state: 'converged', n: 600 })
    await verifyPending(bench.deps())
    const { events, acknowledgedAt } = await getChange(bench.call({ id }))
    expect(events.map(({ kind }) => kind)).toEqual(['dry-run', 'written', 'acknowledged', 'converged'])
    expect(Date.parse(acknowledgedAt ?? '') / 1000).toBeCloseTo(appliedAt + 3, 2)
  })

  it('R22 goes on without metrics and says why after the deadline', async () => {
    bench.controlPlane.answer = null
    const id = await apply([4, 6])
    bench.metrics.failure = new Error('Prometheus does not answer: connection refused')
    bench.nowMs += 10_000
    await verifyPending(bench.deps())
    expect(await state(id)).toMatchObject({ state: 'pending', cause: 'metrics-unavailable' })
    bench.nowMs += 120_000
    await verifyPending(bench.deps())
    expect(await state(id)).toMatchObject({ state: 'not-converging', reason: expect.stringContaining('Prometheus') })
  })

  it('R22 gives a console that was away the whole time again', async () => {
    bench.controlPlane.answer = null
    const id = await apply([2, 8])
    bench.nowMs += 3_600_000
    await verifyPending(bench.deps(), bench.nowMs / 1000 - 5)
    expect(await state(id)).toMatchObject({ state: 'pending' })
  })

  it('R24 ends when a later change replaces the weights', async () => {
    const first = await apply([6, 4])
    const second = await apply([3, 7])
    expect(await state(first)).toMatchObject({ state: 'not-converging', cause: 'superseded' })
    expect(await state(second)).toMatchObject({ state: 'pending' })
  })
})
