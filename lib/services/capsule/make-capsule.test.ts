import { describe, expect, test } from 'vitest'
import { aChange } from '../../../test/support/changes.ts'
import { memoryDeps, operator, readerOf, type MemoryDeps } from '../../../test/support/deps.ts'
import { spanOf } from '../../../test/support/spans.ts'
import { capsuleParts } from '../../domain/capsule/manifest.ts'
import type { CapsuleRecord } from '../../domain/capsule/records.ts'
import type { Principal } from '../../domain/model/principal.ts'
import type { Deps } from '../deps.ts'
import { estimateCapsule } from './estimate-capsule.ts'
import type { CapsuleInput } from './freezing.ts'
import { makeCapsule } from './make-capsule.ts'

const end = 1_800_000_000
const secret = 'hunter2hunter2'
const ids = ['a', 'b'].map((letter) => letter.repeat(32))
const usual: CapsuleInput = { from: end - 600, to: end, namespaces: [], parts: capsuleParts, notes: '' }

function pod(namespace: string) {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'p', namespace },
    spec: { containers: [{ name: 'c', env: [{ name: 'DB_PASSWORD', value: secret }] }] },
  }
}

function mesh(): MemoryDeps & Deps {
  const namespaces = ['shop', 'other', 'istio-system'].map((name) => ({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name },
  }))
  const deps = memoryDeps({}, [...namespaces, pod('shop'), pod('other')])
  const time = (secondsAgo: number) => new Date((end - secondsAgo) * 1_000).toISOString()
  deps.logs.held.set('p/c', [`${time(700)} before`, `${time(60)} password=${secret}`])
  deps.traces.traces = ids.map((traceId, place) => ({
    traceId,
    spans: [
      spanOf('1', {
        namespace: place === 0 ? 'shop' : 'other',
        service: 's',
        startUs: (end - 60) * 1_000_000,
        tags: { cookie: secret },
      }),
    ],
    truncatedAt: null,
  }))
  deps.controlPlane.held = ['shop', 'other'].map((namespace) => ({
    pod: 'p',
    namespace,
    proxyType: 'sidecar',
    version: '1.40.0',
    istioVersion: null,
    clusterId: 'Kubernetes',
    types: [],
    certificate: null,
  }))
  const change = (id: string, namespace: string, at: number) =>
    aChange({
      id,
      at: new Date(at * 1_000).toISOString(),
      object: { apiVersion: 'v1', kind: 'VirtualService', namespace, name: 'v' },
      reason: `token=${secret}`,
    })
  const changes = [change('3', 'shop', end), change('2', 'other', end), change('1', 'shop', end - 100_000)]
  const ledger = { ...deps.ledger, list: async () => changes, get: async () => null }
  const series = ['shop', 'other'].map((namespace) => ({
    labels: { source_workload_namespace: 'shop', destination_workload_namespace: namespace },
    points: Array.from({ length: 5_000 }, (_, place) => [place * 1_000, place] as const),
  }))
  const rawSeries = {
    metrics: [{ name: 'istio_requests_total', of: 'traffic' as const }],
    read: async () => series,
    count: async () => series.length,
  }
  return { ...deps, ledger, rawSeries }
}

async function made(deps: Deps, input: Partial<CapsuleInput> = {}, principal: Principal = operator) {
  const making = makeCapsule({ deps, principal, input: { ...usual, ...input }, product: '0.1.0' })
  const records: CapsuleRecord[] = []
  for await (const record of making.records) records.push(record)
  return { records, manifest: making.manifest(), text: JSON.stringify([records, making.manifest()]) }
}
const countOf = (records: readonly CapsuleRecord[], part: string) =>
  records.filter((record) => record.part === part && record.type !== 'facts').length

describe('a capsule in the making', () => {
  test('freezes what is there, masked and counted (CA4, CA5)', async () => {
    const { records, manifest, text } = await made(mesh(), { notes: `we saw password=${secret}` })
    expect(text).not.toContain(secret)
    expect(manifest).toMatchObject({
      by: 'operator',
      from: end - 600,
      to: end,
      namespaces: [],
      notes: 'we saw password=•••',
    })
    expect(manifest.frozen.toSorted()).toEqual(capsuleParts.toSorted())
    expect(manifest.masked).toBeGreaterThanOrEqual(8)
    const counts = capsuleParts.map((part) => [part, countOf(records, part)])
    expect(counts).toEqual([
      ['metrics', 2],
      ['traces', 2],
      ['logs', 2],
      ['configuration', 5],
      ['proxies', 2],
      ['changes', 2],
    ])
    expect(records.find((record) => record.part === 'logs')).toMatchObject({
      lines: [expect.stringContaining('password=•••')],
    })
  })

  test('of a namespace holds that and what is set for the whole mesh', async () => {
    const { records } = await made(mesh(), { namespaces: ['shop'] })
    expect(countOf(records, 'configuration')).toBe(3)
    expect([countOf(records, 'proxies'), countOf(records, 'changes'), countOf(records, 'logs')]).toEqual([1, 1, 1])
  })

  test('never holds more than its maker may see (CA6)', async () => {
    const { text, records } = await made(mesh(), {}, readerOf('shop'))
    expect(text).not.toContain('other')
    expect([countOf(records, 'metrics'), countOf(records, 'traces'), countOf(records, 'configuration')]).toEqual([
      1, 1, 2,
    ])
    await expect(made(mesh(), { namespaces: ['other'] }, readerOf('shop'))).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })

  test('names sources that do not answer, and limits that were hit (CA4)', async () => {
    const deps = mesh()
    deps.traces.failure = 'The trace store does not answer: connection refused'
    deps.logs.failure = 'The pod log API does not answer'
    const { manifest } = await made({ ...deps, controlPlane: null })
    expect(manifest.frozen.toSorted()).toEqual(['changes', 'configuration', 'metrics'])
    expect(manifest.limits).toEqual([
      'Proxies: no control plane is configured.',
      'Metrics: one of 3 scrapes is in the capsule.',
      'Traces: The trace store does not answer: connection refused',
      'Log of p/c: The pod log API does not answer',
    ])
  })

  test('holds the chosen parts only, and nothing of the future', async () => {
    const { records, manifest } = await made(mesh(), { parts: ['logs'], to: end + 60 })
    expect([records.length, manifest.to]).toEqual([2, end])
    await expect(made(mesh(), { from: end + 1 })).rejects.toMatchObject({ code: 'INVALID', field: 'from' })
  })

  test('ends when its asker goes away', async () => {
    const signal = AbortSignal.abort()
    const making = makeCapsule({ deps: mesh(), principal: operator, input: usual, signal, product: '' })
    await expect(making.records[Symbol.asyncIterator]().next()).rejects.toMatchObject({ name: 'AbortError' })
  })
})

test('the estimate is by part, and says which source does not answer (CA11)', async () => {
  const deps = mesh()
  deps.traces.failure = 'The trace store does not answer'
  const { parts } = await estimateCapsule({
    deps,
    principal: operator,
    input: { from: end - 600, to: end, namespaces: [] },
  })
  expect(parts.find(({ name }) => name === 'metrics')?.bytes).toBeGreaterThan(0)
  expect(parts.find(({ name }) => name === 'traces')).toEqual({
    name: 'traces',
    bytes: null,
    detail: 'The trace store does not answer',
  })
})
