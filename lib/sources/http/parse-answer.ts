import type { ZodType } from 'zod'
import { sourceUnavailable } from '../../domain/model/heddle-error.ts'

/** The answer of a source as its schema has it. @throws HeddleError SOURCE_UNAVAILABLE that names the first misfit */
export function parseAnswer<T>(source: string, value: unknown, schema: ZodType<T>): T {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const misfit = `"${issue?.path.join('.') ?? ''}": ${issue?.message ?? ''}`
  throw sourceUnavailable(source, `it answered something unexpected at ${misfit}`, parsed.error)
}
