import {
  flagFields,
  isFlagField,
  isNumberField,
  isTextField,
  measureUnits,
  numberFields,
  textFields,
  type TextField,
} from '../../../lib/domain/graph/find-expression/fields.ts'
import { quoteWord } from '../../../lib/domain/graph/find-expression/quote-word.ts'

/** What can stand at the end of an expression: `start` is where the begun word starts, `options` how it may go on. */
export type Completion = { start: number; options: readonly string[] }

/** Values that the picture has, by text field. */
export type KnownValues = Partial<Record<TextField, readonly string[]>>

const most = 8
const fields = [...new Set<string>([...textFields, ...Object.keys(numberFields), ...flagFields])]
const begun = /[^\s()=!~<>]*$/
const comparison = /([A-Za-z0-9_]+)\s*(?:!=|!~|<=|>=|=|~|<|>)\s*$/

/**
 * `offered` are the fields that there are, all unless it is told.
 * How the expression may go on where it ends: fields, operators of the field before, values that the picture has,
 * units, and the words between comparisons. Empty within quotation marks.
 */
export function completeFind(text: string, known: KnownValues, offered: readonly string[] = fields): Completion {
  const word = begun.exec(text)?.[0] ?? ''
  const start = text.length - word.length
  if (insideQuotes(text)) return { start, options: [] }
  const before = text.slice(0, start)
  return { start, options: startingWith(word, optionsAfter(before, word, { known, offered })) }
}

type Offer = { known: KnownValues; offered: readonly string[] }

function optionsAfter(before: string, word: string, { known, offered }: Offer): readonly string[] {
  const field = comparison.exec(before)?.[1]?.toLowerCase()
  if (field !== undefined) return valuesOf(field, word, known)
  const last = /(\S+)\s+$/.exec(before)?.[1]?.toLowerCase()
  if (last === undefined || last === 'and' || last === 'or' || last === 'not' || last.endsWith('('))
    return [...offered, 'not']
  if (last === 'is' || last === 'has') return flagFields.filter((flag) => offered.includes(flag))
  if (isFlagField(last) && !isNumberField(last)) return ['and', 'or']
  if (isTextField(last)) return ['=', '!=', '~', '!~']
  if (isNumberField(last)) return ['>', '<', '>=', '<=', '=']
  return ['and', 'or']
}

function valuesOf(field: string, word: string, known: KnownValues): readonly string[] {
  if (isTextField(field)) return (known[field] ?? []).map(quoteWord)
  const number = /^\d+(\.\d+)?/.exec(word)?.[0]
  if (number === undefined || !isNumberField(field)) return []
  return measureUnits(numberFields[field])
    .split(', ')
    .map((unit) => `${number}${unit}`)
}

function startingWith(word: string, options: readonly string[]): readonly string[] {
  const lower = word.toLowerCase()
  const unquoted = (option: string) => option.replace(/^"/, '').toLowerCase()
  return options.filter((option) => unquoted(option).startsWith(lower) && option !== word).slice(0, most)
}

function insideQuotes(text: string): boolean {
  return (text.match(/"/g)?.length ?? 0) % 2 === 1
}

/** The text after Tab: the only option with a space, or as much as all options share; null when Tab adds nothing. */
export function completedText(text: string, { start, options }: Completion): string | null {
  const [first] = options
  if (first === undefined) return null
  if (options.length === 1) return `${text.slice(0, start)}${first} `
  const shared = sharedStart(options)
  return shared.length > text.length - start ? `${text.slice(0, start)}${shared}` : null
}

/** The text with an option taken. */
export function withOption(text: string, start: number, option: string): string {
  return `${text.slice(0, start)}${option} `
}

function sharedStart(options: readonly string[]): string {
  const [first = '', ...others] = options
  let length = first.length
  for (const other of others) {
    let same = 0
    while (same < length && first[same] === other[same]) same += 1
    length = same
  }
  return first.slice(0, length)
}
