import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { inputFault } from './input-sentence.ts'

const list = z
  .string()
  .transform((text) => text.split(','))
  .pipe(z.array(z.enum(['rates', 'mtls'])))
const schema = z.strictObject({
  type: z.enum(['app', 'service']).optional(),
  layers: list.optional(),
  ttlSeconds: z.number().int().max(900).optional(),
  slices: z.array(z.strictObject({ weight: z.number().min(0) })).optional(),
  window: z
    .string()
    .regex(/^\d+s$/, 'must be a duration like 60s')
    .optional(),
  token: z.string().min(24).optional(),
})

function fault(input: unknown) {
  const issue = schema.safeParse(input).error?.issues[0]
  if (issue === undefined) throw new Error('the input is right')
  return inputFault(issue, input)
}

describe('a fault of a request names its field, its value and what is allowed', () => {
  test.each([
    [{ type: 'x' }, 'type', 'type: "x" must be one of app, service'],
    [{ layers: 'rates,zzz' }, 'layers', 'layers: "rates,zzz" must be one of rates, mtls'],
    [{ ttlSeconds: 901 }, 'ttlSeconds', 'ttlSeconds: 901 must be at most 900'],
    [{ ttlSeconds: 'x' }, 'ttlSeconds', 'ttlSeconds: "x" must be a number'],
    [{ slices: [{ weight: -1 }] }, 'slices.0.weight', 'slices.0.weight: -1 must be at least 0'],
    [{ slices: [{}] }, 'slices.0.weight', 'slices.0.weight is missing: must be a number'],
    [{ slices: 'all' }, 'slices', 'slices: "all" must be a list'],
    [{ window: 'abc' }, 'window', 'window: "abc" must be a duration like 60s'],
    [{ more: 1 }, 'more', '"more" is not known in the request'],
    ['text', '', 'the request: must be an object'],
  ])('%j', (input, field, message) => expect(fault(input)).toEqual({ field, message }))

  test('a secret is never repeated', () =>
    expect(fault({ token: 'hunter2' }).message).toBe('token: must have at least 24 characters'))

  test('a long value is cut', () => expect(fault({ type: 'x'.repeat(500) }).message.length).toBeLessThan(110))
})
