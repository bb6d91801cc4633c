import { z } from 'zod'
import { namespaceName } from '../domain/model/names.ts'
import { parseDuration, parseInstant } from '../domain/model/time-window.ts'

const MAX_WINDOW_SECONDS = 30 * 86_400
const MAX_NAMESPACES = 500

/** A Prometheus duration of at most 30 days, in seconds. */
export const windowSeconds = z.string().transform((text, context) => {
  const seconds = parseDuration(text)
  if (seconds !== null && seconds <= MAX_WINDOW_SECONDS) return seconds
  context.addIssue({ code: 'custom', message: 'must be a duration like 60s, 5m or 1h30m, at most 30d' })
  return z.NEVER
})

/** Unix seconds or RFC 3339, in Unix seconds. */
export const instant = z.string().transform((text, context) => {
  const seconds = parseInstant(text)
  if (seconds !== null) return seconds
  context.addIssue({ code: 'custom', message: 'must be Unix seconds or an RFC 3339 time' })
  return z.NEVER
})

/** `a,b`, each entry parsed by the schema; repeated entries count once, an empty text is an empty list. */
export function commaList<Output>(entry: z.ZodType<Output, string>, most: number) {
  return z
    .string()
    .transform((text) => [...new Set(text.split(',').filter((part) => part !== ''))])
    .pipe(z.array(entry).max(most))
}

export const namespaceList = commaList(namespaceName, MAX_NAMESPACES)

export const flag = z.enum(['true', 'false']).transform((text) => text === 'true')

/** A whole number written in a URL. */
export function count(most: number) {
  return z
    .string()
    .regex(/^\d{1,9}$/, `must be a whole number from 1 to ${most}`)
    .transform(Number)
    .pipe(z.number().int().min(1).max(most))
}

/** The window and moment that every page is looked at through. */
export const scopeParameters = {
  namespaces: namespaceList.default([]),
  window: windowSeconds.default(60),
  at: instant.optional(),
}
