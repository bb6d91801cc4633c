import { z } from 'zod'
import type { TraceQuery } from '../storage/find-spans.ts'
import { parseDuration } from './duration.ts'

/** A parameter that is missing or wrong; the message is one sentence for the caller. */
export class BadParameter extends Error {
  override readonly name = 'BadParameter'
}

const defaultLimit = 100
const maxLimit = 1_500
const defaultLookbackUs = 2 * 24 * 3_600 * 1_000_000
const tagMap = z.record(z.string(), z.string())

/**
 * Reads Jaeger's search parameters; times are microseconds since 1970, durations Go's.
 * @throws BadParameter naming the parameter, its value and what is allowed
 */
export function parseTraceQuery(parameters: URLSearchParams, nowUs: number): TraceQuery {
  const service = parameters.get('service') ?? ''
  if (service === '') throw new BadParameter("parameter 'service' is required")
  const endUs = microseconds(parameters, 'end') ?? nowUs
  const lookbackUs = duration(parameters, 'lookback') ?? defaultLookbackUs
  const startUs = microseconds(parameters, 'start') ?? endUs - lookbackUs
  const minDurationUs = duration(parameters, 'minDuration')
  const maxDurationUs = duration(parameters, 'maxDuration')
  if (minDurationUs !== undefined && maxDurationUs !== undefined && minDurationUs > maxDurationUs)
    throw new BadParameter("parameter 'maxDuration' is less than 'minDuration'")
  const operation = parameters.get('operation') ?? ''
  return {
    service,
    operation: operation === '' || operation === 'all' ? undefined : operation,
    tags: tags(parameters),
    startUs,
    endUs,
    minDurationUs,
    maxDurationUs,
    limit: limit(parameters),
  }
}

/**
 * A trace id of 1 to 32 hex digits in its full length.
 * @throws BadParameter when it is not one
 */
export function parseTraceId(text: string): string {
  if (!/^[0-9a-fA-F]{1,32}$/.test(text))
    throw new BadParameter(`trace id ${JSON.stringify(text.slice(0, 80))} is not 1 to 32 hexadecimal digits`)
  return text.toLowerCase().padStart(32, '0')
}

function microseconds(parameters: URLSearchParams, name: string): number | undefined {
  const text = parameters.get(name) ?? ''
  if (text === '') return undefined
  const value = Number(text)
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value)) throw wrong(name, text, 'microseconds since 1970 are needed')
  return value
}

function duration(parameters: URLSearchParams, name: string): number | undefined {
  const text = parameters.get(name) ?? ''
  // Jaeger's page sends lookback=custom together with start and end.
  if (text === '' || (name === 'lookback' && text === 'custom')) return undefined
  const value =
    name === 'lookback'
      ? parseDuration(text.replace(/^(\d+)d$/, (_, days) => `${Number(days) * 24}h`))
      : parseDuration(text)
  if (value === undefined) throw wrong(name, text, 'a duration such as 100ms or 1.2s is needed')
  return value
}

function limit(parameters: URLSearchParams): number {
  const text = parameters.get('limit') ?? ''
  if (text === '') return defaultLimit
  if (!/^\d+$/.test(text)) throw wrong('limit', text, `a whole number of traces, at most ${maxLimit}, is needed`)
  return Math.min(Number(text), maxLimit)
}

/** `tags={"key":"value"}` and any number of `tag=key:value`. */
function tags(parameters: URLSearchParams): Record<string, string> {
  const found: Record<string, string> = {}
  for (const text of parameters.getAll('tags')) Object.assign(found, tagObject(text))
  for (const text of parameters.getAll('tag')) {
    const colon = text.indexOf(':')
    if (colon < 1) throw wrong('tag', text, 'key:value is needed')
    found[text.slice(0, colon)] = text.slice(colon + 1)
  }
  return found
}

function tagObject(text: string): Record<string, string> {
  try {
    return tagMap.parse(JSON.parse(text))
  } catch {
    throw wrong('tags', text, 'a JSON object of strings is needed')
  }
}

function wrong(name: string, text: string, needed: string): BadParameter {
  return new BadParameter(`parameter '${name}' is ${JSON.stringify(text.slice(0, 80))}: ${needed}`)
}
