import { RE2JS } from 're2js'
import type { LogLevel } from './parse-line.ts'

/** What a filter looks at. */
export interface FilteredLine {
  readonly level: LogLevel
  readonly message: string
  readonly pod: string
  readonly container: string
  readonly workload: string | null
  readonly traceId: string | null
  readonly access: Readonly<Record<string, string>> | null
}

type Comparison = '=' | '!=' | '~' | '>=' | '<=' | '>' | '<'

export type Term =
  | { readonly kind: 'text'; readonly text: string; readonly not: boolean }
  | { readonly kind: 'regex'; readonly pattern: string; readonly not: boolean }
  | {
      readonly kind: 'field'
      readonly name: string
      readonly comparison: Comparison
      readonly value: string
      readonly not: boolean
    }

export type ParsedFilter = { readonly terms: readonly Term[] } | { readonly fault: string }

/** Names under which people know the fields of an access log line. */
const aliases: Readonly<Record<string, string>> = {
  code: 'responseCode',
  status: 'responseCode',
  flag: 'flags',
  host: 'authority',
  duration: 'durationMs',
  agent: 'userAgent',
  request: 'requestId',
}
const own = ['level', 'pod', 'container', 'workload', 'trace'] as const
const accessNames = [
  'method',
  'path',
  'authority',
  'protocol',
  'responseCode',
  'grpcStatus',
  'flags',
  'details',
  'failureReason',
  'bytesReceived',
  'bytesSent',
  'requestId',
  'userAgent',
  'route',
  'cluster',
  'upstreamHost',
  'upstreamTimeMs',
  'durationMs',
  'attempts',
  'reporter',
  'sourcePrincipal',
  'destinationPrincipal',
] as const
const fieldNames: readonly string[] = [...own, 'code', 'flag', 'duration', ...accessNames]

const MAX_TERMS = 12
const MAX_PATTERN = 200
const token =
  /\s*(-?)(?:\/((?:[^/\\]|\\.)+)\/(?=\s|$)|([A-Za-z]\w*)(>=|<=|!=|=|~|>|<)(?:"([^"]*)"|([^\s"]+))|"([^"]*)"|(\S+))/y

/**
 * Reads a filter; all of its terms must hold. `word`, `"some words"`, `/regular expression/` (RE2, linear time), a field
 * such as `level=error`, `code>=500`, `flag=UF`, `path~"^/cart"`; a `-` before a term turns it round.
 */
export function parseLineFilter(text: string): ParsedFilter {
  const terms: Term[] = []
  const trimmed = text.trimEnd()
  token.lastIndex = 0
  while (token.lastIndex < trimmed.length) {
    const found = token.exec(trimmed)
    if (found === null) return { fault: 'is not a filter: a quotation mark is left open.' }
    const term = termOf(found)
    if ('fault' in term) return term
    terms.push(term)
  }
  return terms.length > MAX_TERMS ? { fault: `is too much: a filter has at most ${MAX_TERMS} terms.` } : { terms }
}

function termOf(found: RegExpExecArray): Term | { readonly fault: string } {
  const [, minus, regex, name, comparison, quotedValue, bareValue, quoted, word] = found
  const not = minus === '-'
  if (regex !== undefined) return regexFault(regex) ?? { kind: 'regex', pattern: regex, not }
  if (name !== undefined && comparison !== undefined) {
    const known = aliases[name] ?? fieldNames.find((one) => one.toLowerCase() === name.toLowerCase())
    if (known === undefined) return { kind: 'text', text: found[0].trimStart().slice(not ? 1 : 0), not }
    return fieldTerm({
      kind: 'field',
      name: known,
      comparison: comparisonOf(comparison),
      value: quotedValue ?? bareValue ?? '',
      not,
    })
  }
  return { kind: 'text', text: quoted ?? word ?? '', not }
}

const comparisons: readonly Comparison[] = ['=', '!=', '~', '>=', '<=', '>', '<']
const comparisonOf = (text: string): Comparison => comparisons.find((one) => one === text) ?? '='

function fieldTerm(term: Extract<Term, { kind: 'field' }>): Term | { readonly fault: string } {
  const ordered = term.comparison.startsWith('>') || term.comparison.startsWith('<')
  if (ordered && !Number.isFinite(Number(term.value)))
    return { fault: `has "${term.value}", which is not a number: ${term.name}${term.comparison} compares numbers.` }
  return (term.comparison === '~' ? regexFault(term.value) : null) ?? term
}

function regexFault(pattern: string): { readonly fault: string } | null {
  if (pattern.length > MAX_PATTERN)
    return { fault: `is too long: a regular expression has at most ${MAX_PATTERN} characters.` }
  try {
    RE2JS.compile(pattern)
    return null
  } catch (error) {
    // RE2 says what is wrong, between words on itself and the pattern once more.
    const said = error instanceof Error ? error.message : 'it can not be read'
    return {
      fault: `has /${pattern}/, which is not a regular expression: ${said.replace(/^error parsing regexp: /, '').replace(/: `.*`$/s, '')}.`,
    }
  }
}

/** The filter as a function; regular expressions are compiled once. */
export function lineMatcher(terms: readonly Term[]): (line: FilteredLine) => boolean {
  const tests = terms.map(testOf)
  return (line) => tests.every((test) => test(line))
}

function testOf(term: Term): (line: FilteredLine) => boolean {
  const test = plainTest(term)
  return term.not ? (line) => !test(line) : test
}

function plainTest(term: Term): (line: FilteredLine) => boolean {
  switch (term.kind) {
    case 'text': {
      const wanted = term.text.toLowerCase()
      return (line) => textsOf(line).some((text) => text.toLowerCase().includes(wanted))
    }
    case 'regex': {
      const pattern = RE2JS.compile(term.pattern, RE2JS.CASE_INSENSITIVE)
      return (line) => textsOf(line).some((text) => pattern.matcher(text).find())
    }
    case 'field':
      return fieldTest(term)
  }
}

function fieldTest({ name, comparison, value }: Extract<Term, { kind: 'field' }>): (line: FilteredLine) => boolean {
  const wanted = value.toLowerCase()
  const number = Number(value)
  switch (comparison) {
    case '=':
      return (line) => valuesOf(line, name).includes(wanted)
    case '!=':
      return (line) => !valuesOf(line, name).includes(wanted)
    case '~': {
      const pattern = RE2JS.compile(value, RE2JS.CASE_INSENSITIVE)
      return (line) => valuesOf(line, name).some((text) => pattern.matcher(text).find())
    }
    case '>=':
      return (line) => numbersOf(line, name).some((one) => one >= number)
    case '<=':
      return (line) => numbersOf(line, name).some((one) => one <= number)
    case '>':
      return (line) => numbersOf(line, name).some((one) => one > number)
    case '<':
      return (line) => numbersOf(line, name).some((one) => one < number)
  }
}

const textsOf = ({ message, access }: FilteredLine) => [message, ...Object.values(access ?? {})]

/** What a line has under a name, in lower case; several for flags, none where the field does not apply. */
function valuesOf(line: FilteredLine, name: string): string[] {
  if (name === 'level' || name === 'pod' || name === 'container') return [line[name].toLowerCase()]
  const value = name === 'workload' ? line.workload : name === 'trace' ? line.traceId : line.access?.[name]
  if (value === null || value === undefined) return []
  return name === 'flags' ? value.toLowerCase().split(',') : [value.toLowerCase()]
}

const numbersOf = (line: FilteredLine, name: string) =>
  valuesOf(line, name)
    .filter((text) => text !== '')
    .map(Number)
    .filter((number) => Number.isFinite(number))
