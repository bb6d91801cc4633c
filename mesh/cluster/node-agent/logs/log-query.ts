import { z } from 'zod'
import { nanoTime } from './log-line.ts'

const flag = z.enum(['true', 'false', '1', '0', '']).transform((value) => value === 'true' || value === '1')
const count = z.coerce.number().int().min(0)

const query = z.object({
  follow: flag.optional(),
  previous: flag.optional(),
  timestamps: flag.optional(),
  tailLines: count.optional(),
  limitBytes: count.optional(),
  sinceSeconds: count.optional(),
  sinceTime: z.iso.datetime({ offset: true }).optional(),
})

export type LogQuery = {
  readonly follow: boolean
  readonly previous: boolean
  readonly timestamps: boolean
  readonly tailLines: number | undefined
  readonly limitBytes: number | undefined
  /** In the log's own nanosecond form. */
  readonly sinceTime: string | undefined
}

/**
 * Parses the query of `pods/log`.
 * @throws Error with one sentence that names the parameter, its value and what is allowed
 */
export function parseLogQuery(params: URLSearchParams, now: Date): LogQuery {
  const given = Object.fromEntries(params)
  const parsed = query.safeParse(given)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    const name = String(issue?.path[0] ?? 'query')
    throw new Error(`${name} is ${JSON.stringify(given[name] ?? '')}: ${issue?.message ?? 'not understood'}`)
  }
  const { follow = false, previous = false, timestamps = false, tailLines, limitBytes } = parsed.data
  return { follow, previous, timestamps, tailLines, limitBytes, sinceTime: since(parsed.data, now) }
}

function since({ sinceSeconds, sinceTime }: z.infer<typeof query>, now: Date): string | undefined {
  if (sinceSeconds !== undefined) return nanoTime((now.getTime() - sinceSeconds * 1000) * 1000)
  return sinceTime === undefined ? undefined : nanoTime(Date.parse(sinceTime) * 1000)
}
