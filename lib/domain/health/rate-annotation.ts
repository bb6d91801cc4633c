import { RE2JS } from 're2js'
import { NO_ANSWER, type JudgedDirection, type JudgedProtocol, type Tolerance } from './tolerances.ts'

/** The annotation by which an object says what it bears itself. */
export const RATE_ANNOTATION = 'health.kiali.io/rate'

export type ParsedRates =
  { readonly ok: true; readonly tolerances: readonly Tolerance[] } | { readonly ok: false; readonly message: string }

const MAX_RULES = 20
const MAX_LENGTH = 1_000
const FIELDS = 'code,degraded,failing,protocol,direction'

class NotUnderstood extends Error {}

/**
 * Reads `code,degraded,failing,protocol,direction;…` (H6): code is a regular expression in which X stands for a digit, or `-`
 * for no answer; degraded and failing are percents; protocol and direction are regular expressions.
 */
export function parseRateAnnotation(text: string): ParsedRates {
  try {
    if (text.length > MAX_LENGTH) throw new NotUnderstood(`it is longer than ${MAX_LENGTH} characters`)
    const rules = text
      .split(';')
      .map((rule) => rule.trim())
      .filter((rule) => rule !== '')
    if (rules.length === 0 || rules.length > MAX_RULES)
      throw new NotUnderstood(`it has ${rules.length} rules, 1 to ${MAX_RULES} are allowed`)
    return { ok: true, tolerances: rules.map(parseRule) }
  } catch (error) {
    if (error instanceof NotUnderstood) return { ok: false, message: error.message }
    throw error
  }
}

function parseRule(rule: string): Tolerance {
  const fields = rule.split(',').map((field) => field.trim())
  const [code = '', degraded = '', failing = '', protocol = '', direction = ''] = fields
  if (fields.length !== 5) throw new NotUnderstood(`"${rule}" has ${fields.length} fields, not ${FIELDS}`)
  const [isProtocol, isDirection] = [pattern(protocol), pattern(direction)]
  return {
    name: code === NO_ANSWER ? 'had no answer' : `answered ${code}`,
    matches: code === NO_ANSWER ? (seen) => seen === NO_ANSWER : pattern(code.replaceAll(/x/gi, String.raw`\d`)),
    degradedFrom: share(degraded),
    failingFrom: share(failing),
    isOf: (asked: JudgedProtocol, way: JudgedDirection) => isProtocol(asked) && isDirection(way),
  }
}

function share(text: string): number {
  const percent = Number(text)
  if (text === '' || !(percent >= 0 && percent <= 100))
    throw new NotUnderstood(`"${text}" is not a percentage from 0 to 100`)
  return percent / 100
}

/** A whole-text match in linear time, whatever an annotation says. */
function pattern(text: string): (value: string) => boolean {
  try {
    const compiled = RE2JS.compile(text)
    return (value) => compiled.matches(value)
  } catch {
    throw new NotUnderstood(`"${text}" is not a regular expression`)
  }
}
