import type { Tag } from '../span-record.ts'

// Tags are stored as lines `key TAB value TAB type`, so that one substring search answers "has this tag" without
// parsing, and writing them as JSON is a split. Keys and values are escaped as in JSON: no raw tab or line end.

const letters = { string: 's', bool: 'b', int64: 'i', float64: 'f', binary: 'x' } as const

/** Tags as searchable text; the text begins and ends with a line end. */
export function encodeTags(tags: readonly Tag[]): string {
  return `\n${tags.map((tag) => `${lead(tag.key, tag.value)}${letters[tag.type]}\n`).join('')}`
}

/** The substring that a tag of this key and value, whatever its type, leaves in the text. */
export function tagNeedle(key: string, value: string): string {
  return `\n${lead(key, value)}`
}

/** The tags of a text made by {@link encodeTags} as the members of Jaeger's JSON list, without its brackets. */
export function tagMembers(text: string): string {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map(member)
    .join(',')
}

const lead = (key: string, value: Tag['value']) => `${escape(key)}\t${escape(String(value))}\t`
const escape = (text: string) => JSON.stringify(text).slice(1, -1)

/** Keys and values are escaped as in JSON already: nothing is parsed to be written again. */
function member(line: string): string {
  const [key = '', value = '', letter] = line.split('\t')
  switch (letter) {
    case 'b':
      return `{"key":"${key}","type":"bool","value":${value === 'true'}}`
    case 'i':
      return `{"key":"${key}","type":"int64","value":${number(value)}}`
    case 'f':
      return `{"key":"${key}","type":"float64","value":${number(value)}}`
    case 'x':
      return `{"key":"${key}","type":"binary","value":"${value}"}`
    default:
      return `{"key":"${key}","type":"string","value":"${value}"}`
  }
}

/** What JSON has no number for becomes null, as JSON.stringify does it. */
const number = (text: string) => JSON.stringify(Number(text))
