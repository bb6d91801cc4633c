import { z } from 'zod'

const jsonValue = z.json()
export type Json = z.infer<typeof jsonValue>

/** What came out of JSON as JSON again: parsing proves it to the compiler, fields that are undefined fall away. */
export function json(value: unknown): Json {
  return value === undefined ? null : jsonValue.parse(JSON.parse(JSON.stringify(value)))
}
