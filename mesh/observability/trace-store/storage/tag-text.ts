import type { Tag } from '../span-record.ts'

// Tags are stored as lines `key TAB value TAB type`, so that one substring search answers "has this tag" without
// parsing, and reading them back is a split. Keys and values are escaped as in JSON: no raw tab or line end.

const letters = { string: 's', bool: 'b', int64: 'i', float64: 'f', binary: 'x' } as const

/** Tags as searchable text; the text begins and ends with a line end. */
export function encodeTags(tags: readonly Tag[]): string {
  return `\n${tags.map((tag) => `${lead(tag.key, tag.value)}${letters[tag.type]}\n`).join('')}`
}

/** The substring that a tag of this key and value, whatever its type, leaves in the text. */
export function tagNeedle(key: string, value: string): string {
  return `\n${lead(key, value)}`
}

/** The tags of a text made by {@link encodeTags}. */
export function decodeTags(text: string): Tag[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map(decodeLine)
}

const lead = (key: string, value: Tag['value']) => `${escape(key)}\t${escape(String(value))}\t`
const escape = (text: string) => JSON.stringify(text).slice(1, -1)
const unescape = (text: string) => (text.includes('\\') ? String(JSON.parse(`"${text}"`)) : text)

function decodeLine(line: string): Tag {
  const [key = '', value = '', letter] = line.split('\t')
  const text = unescape(value)
  const name = unescape(key)
  switch (letter) {
    case 'b':
      return { key: name, type: 'bool', value: text === 'true' }
    case 'i':
      return { key: name, type: 'int64', value: Number(text) }
    case 'f':
      return { key: name, type: 'float64', value: Number(text) }
    case 'x':
      return { key: name, type: 'binary', value: text }
    default:
      return { key: name, type: 'string', value: text }
  }
}
