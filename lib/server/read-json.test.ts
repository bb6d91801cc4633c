import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { readJson, readQuery } from './read-json.ts'

const schema = z.strictObject({ weight: z.number().min(0) })
const post = (body: string) => new Request('http://h/', { method: 'POST', body })

describe('what a client sends', () => {
  test('is parsed', async () => {
    expect(await readJson(post('{"weight":1}'), schema)).toEqual({ weight: 1 })
  })
  test.each([
    ['{', 'INVALID', 'the body is not JSON'],
    ['{"weight":-1}', 'INVALID', 'weight: '],
    ['{"weight":1,"more":2}', 'INVALID', 'more'],
    [`"${'a'.repeat(1_000_001)}"`, 'TOO_LARGE', 'more than 1000000 bytes'],
  ])('%.20s is refused as %s', async (body, code, words) => {
    await expect(readJson(post(body), schema)).rejects.toMatchObject({ code, message: expect.stringContaining(words) })
  })
  test('a name given twice is refused, since it is unclear which one counts', () => {
    const request = new Request('http://h/?window=1m&window=2m')
    expect(() => readQuery(request, z.object({ window: z.string() }))).toThrow('window is given twice')
  })
})
