import { afterEach, describe, expect, test, vi } from 'vitest'
import { makeCapsule } from '../../lib/client/make-capsule.ts'
import { aManifest, sealed } from '../../lib/sources/capsule/testing/sealed-capsule.ts'
import { estimatedBytes, notFrozenWords, partWords, sizeText } from './capsule-words.ts'

afterEach(() => vi.unstubAllGlobals())

describe('the words of the dialog (CA11)', () => {
  test.each([
    [0, '1 kB'],
    [63_000, '63 kB'],
    [420_000, '0.4 MB'],
    [52_428_800, '52 MB'],
  ])('%i bytes are %s', (bytes, words) => {
    expect(sizeText(bytes)).toBe(words)
  })
  test('the estimate adds up what is chosen and known', () => {
    const parts = [
      { name: 'metrics' as const, bytes: 10, detail: '' },
      { name: 'traces' as const, bytes: null, detail: '' },
      { name: 'logs' as const, bytes: 5, detail: '' },
    ]
    expect(estimatedBytes({ parts, limitBytes: 100 }, new Set(['metrics', 'traces']))).toBe(10)
    expect(estimatedBytes({ parts, limitBytes: 100 }, new Set(['traces']))).toBeNull()
  })
  test('a capsule names what it is without', () => {
    expect(notFrozenWords(partWords.map(({ id }) => id))).toBe('')
    expect(notFrozenWords(['metrics', 'configuration', 'proxies', 'changes'])).toBe('traces, logs')
  })
})

describe('a capsule as it comes', () => {
  const wish = { from: 1.4, to: 601.2, namespaces: [], parts: ['logs' as const], notes: '' }
  const reading = { signal: new AbortController().signal, onBytes: vi.fn() }
  const answered = (bytes: Uint8Array) => {
    const headers = { 'content-disposition': 'attachment; filename="heddle-x.capsule"' }
    const asked = vi.fn(() => Promise.resolve(new Response(new Uint8Array(bytes), { headers })))
    vi.stubGlobal('fetch', asked)
    return asked
  }
  test('is read to its end, with its manifest and its hash', async () => {
    const bytes = sealed('', { ...aManifest, parts: [] })
    const asked = answered(bytes)
    const made = await makeCapsule(wish, reading)
    expect([made.name, made.file.size, made.manifest.by]).toEqual(['heddle-x.capsule', bytes.length, 'operator'])
    expect(bytes.toString('latin1')).toContain(made.sha256)
    expect(reading.onBytes).toHaveBeenLastCalledWith(bytes.length)
    expect(JSON.stringify(asked.mock.calls)).toContain(String.raw`\"from\":\"1\",\"to\":\"602\"`)
  })
  test('that breaks off is not saved', async () => {
    answered(sealed('', { ...aManifest, parts: [] }).subarray(0, -20))
    await expect(makeCapsule(wish, reading)).rejects.toThrow('The capsule broke off: nothing was saved.')
  })
})
