import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { spanOf } from '../../../test/support/spans.ts'
import { MAX_CAPSULE_BYTES } from '../../domain/capsule/manifest.ts'
import type { CapsuleRecord } from '../../domain/capsule/records.ts'
import { HeddleError } from '../../domain/model/heddle-error.ts'
import { parseCapsule, readCapsule } from './read-capsule.ts'
import { aManifest, capsuleOf, sealed } from './testing/sealed-capsule.ts'
import { writeCapsule } from './write-capsule.ts'

const folder = mkdtempSync(join(tmpdir(), 'heddle-capsule-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const traceId = '0123456789abcdef0123456789abcdef'
const records: readonly CapsuleRecord[] = [
  { part: 'metrics', type: 'series', metric: 'up', labels: { a: 'b' }, times: [1_000_000, 5_000], values: [1, 2.5] },
  { part: 'traces', type: 'trace', trace: { traceId, spans: [spanOf('a1', {})], truncatedAt: null } },
  { part: 'logs', type: 'lines', namespace: 'shop', pod: 'p', container: 'c', lines: ['1970-01-01T00:20:00Z a'] },
  { part: 'logs', type: 'lines', namespace: 'shop', pod: 'p', container: 'c', lines: ['1970-01-01T00:21:00Z b'] },
]
const good = await capsuleOf(records)
const line = (value: unknown) => `${JSON.stringify(value)}\n`
const refusal = (bytes: Uint8Array, limit?: number) =>
  parseCapsule(bytes, 'x.capsule', limit).then(
    () => 'opened',
    (error: unknown) => {
      if (!(error instanceof HeddleError)) throw error
      return error.message
    },
  )

describe('a capsule', () => {
  test('is read as it was written (CA1)', async () => {
    const { mesh, manifest, sha256 } = await parseCapsule(good, 'x')
    expect(mesh.metrics.get('up')?.[0]).toMatchObject({
      labels: { a: 'b' },
      times: Float64Array.of(1_000_000, 1_005_000),
    })
    expect(mesh.traces.get(traceId)?.spans).toHaveLength(1)
    expect(mesh.logs.get('shop/p/c')).toHaveLength(2)
    expect(manifest.parts.map(({ name, records: count }) => [name, count])).toEqual([
      ['metrics', 1],
      ['traces', 1],
      ['logs', 2],
    ])
    expect(good.toString('latin1').endsWith(`sha256 ${sha256}\n`)).toBe(true)
    expect(good.toString('latin1').startsWith('heddle-capsule\n')).toBe(true)
  })

  test('with any one byte changed is refused (CA2)', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(good.length - 1), fc.integer({ min: 1, max: 255 }), async (place, change) => {
        const bytes = Buffer.from(good)
        bytes[place] = (bytes[place] ?? 0) ^ change
        expect(await refusal(bytes)).toMatch(/^x\.capsule (is not a capsule|is cut off|was changed or damaged)/)
      }),
    )
  })

  test('cut off anywhere is refused (CA3)', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(good.length - 1), async (length) => {
        expect(await refusal(good.subarray(0, length))).toMatch(/not a capsule|cut off|changed or damaged/)
      }),
    )
  })

  test('of any bytes at all is one sentence, sealed or not (CA3)', async () => {
    const anyManifest = fc.oneof(fc.jsonValue(), fc.constant({ ...aManifest, parts: [] }))
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), anyManifest, async (bytes, manifest) => {
        expect(await refusal(bytes)).toMatch(/^x\.capsule [^\n]+\.$/)
        const said = await refusal(sealed(Buffer.from(bytes), manifest))
        expect(said === 'opened' ? bytes.length === 0 : /^x\.capsule .+/.test(said)).toBe(true)
      }),
    )
  })
})

describe('a sealed file that means harm (CA3)', () => {
  const parts = (count: number) => [{ name: 'logs', records: count, bytes: 1, sha256: '0'.repeat(64) }]
  test.each<[string, Buffer, RegExp]>([
    ['a newer format', sealed('', { format: 2, whatever: true }), /made by a newer Heddle \(format 2\)/],
    ['no manifest', sealed('', 'text'), /manifest that is not understood/],
    ['an unknown field', sealed('', { ...aManifest, parts: [], more: 1 }), /manifest that is not understood/],
    [
      'a record of an unknown kind',
      sealed(line({ part: '../../etc', type: 'passwd' }), { ...aManifest, parts: [] }),
      /unknown kind "\.\.\/\.\.\/etc\/passwd"/,
    ],
    [
      'a record that is wrong',
      sealed(line({ part: 'logs', type: 'lines', lines: 4 }), { ...aManifest, parts: [] }),
      /a record of logs\/lines is not understood/,
    ],
    ['a record that is no JSON', sealed('nonsense\n', { ...aManifest, parts: [] }), /a record is not JSON/],
    [
      'times that fall',
      sealed(line({ ...records[0], times: [2, -1] }), { ...aManifest, parts: [] }),
      /times of a series must rise/,
    ],
    ['a part of another hash', sealed(line(records[2]), { ...aManifest, parts: parts(1) }), /part logs is not the one/],
    ['a missing part', sealed('', { ...aManifest, parts: parts(1) }), /part logs is not the one/],
    [
      'a part that is not named',
      sealed(line(records[2]), { ...aManifest, parts: [] }),
      /parts its manifest is silent of/,
    ],
    ['a record cut off', sealed('{"part":', { ...aManifest, parts: [] }), /last record is cut off/],
  ])('%s', async (_name, bytes, sentence) => {
    expect(await refusal(bytes)).toMatch(sentence)
  })

  test('a small file that unpacks to a large one', async () => {
    const bomb = sealed(Buffer.alloc(8 * 1_048_576, 0x20), { ...aManifest, parts: [] })
    expect(bomb.length).toBeLessThan(20_000)
    expect(await refusal(bomb, 1_048_576)).toMatch(/unpacks to more than 1 MB/)
  })
})

describe('a file', () => {
  const path = join(folder, 'some.capsule')
  const said = (at: string) =>
    readCapsule(at).then(
      () => 'opened',
      (error: Error) => error.message,
    )
  test('is opened', async () => {
    writeFileSync(path, good)
    expect(await said(path)).toBe('opened')
  })
  test('that is not there, is a folder, or is too large, is refused before it is read', async () => {
    expect(await said(join(folder, 'none'))).toMatch(/^There is no file /)
    expect(await said(folder)).toMatch(/is no file/)
    const large = join(folder, 'large')
    writeFileSync(large, good)
    truncateSync(large, MAX_CAPSULE_BYTES + 1)
    expect(await said(large)).toMatch(/larger than 50 MB/)
  })
})

test('a capsule that is full says what it left out, and can be opened', async () => {
  const many = async function* () {
    for (let count = 0; count < 100; count++)
      yield { ...records[2], lines: [`${count} ${'x'.repeat(10_000)}`] } as const
  }
  const pieces: Buffer[] = []
  const limits = { packedBytes: 1_000_000, unpackedBytes: 50_000 }
  const making = { records: many() as AsyncIterable<CapsuleRecord>, manifest: () => aManifest, limits }
  for await (const piece of writeCapsule(making)) pieces.push(piece)
  const { manifest } = await parseCapsule(Buffer.concat(pieces), 'x')
  expect(manifest.limits).toEqual(['The capsule is full: what came after logs is not in it.'])
  expect(manifest.parts[0]?.records).toBeLessThan(100)
})
