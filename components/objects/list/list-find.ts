import type { FindExpression, PatternCompiler } from '../../../lib/domain/graph/find-expression/expression.ts'
import { matchesFind, type FindSubject } from '../../../lib/domain/graph/find-expression/evaluate.ts'
import type { FindError } from '../../../lib/domain/graph/find-expression/lexer.ts'
import { parseFind } from '../../../lib/domain/graph/find-expression/parser.ts'

/** What the text over a list asks for: plain words that must all be there, an expression, or nothing that is understood. */
export type ListFind =
  | { readonly kind: 'words'; readonly words: readonly string[] }
  | { readonly kind: 'expression'; readonly expression: FindExpression }
  | { readonly kind: 'error'; readonly error: FindError }

const plainWord = /^[^\s()=!~<>"]+(=[^\s()=!~<>"]*)?$/
const keyword = /^(and|or|not)$/i

/**
 * Reads the text (P12). Words alone, and `label=value` of labels, are looked for in names, namespaces and labels; whatever
 * the find language can say beyond that is an expression of it.
 */
export function readListFind(text: string, compile: PatternCompiler | null = null): ListFind {
  const tokens = text.split(/\s+/).filter((token) => token !== '')
  const words: ListFind = { kind: 'words', words: tokens.map((token) => token.toLowerCase()) }
  const isPlain = tokens.every((token) => plainWord.test(token) && !keyword.test(token))
  const parsed = parseFind(text, compile)
  if (!parsed.ok) return isPlain ? words : { kind: 'error', error: parsed.error }
  const { expression } = parsed
  if (expression === null || (isPlain && isWordAlone(expression))) return words
  return { kind: 'expression', expression }
}

/** `cart` is read as "name ~ cart", too; a list looks in namespaces and labels as well. */
function isWordAlone(expression: FindExpression): boolean {
  return expression.kind === 'text' && expression.field === 'name' && expression.operator === '~'
}

/** Whether a thing is found. `searchText` is what plain words are looked for in; an error hides nothing. */
export function isFound(
  find: ListFind,
  thing: { readonly searchText: string; readonly subject: FindSubject },
): boolean {
  switch (find.kind) {
    case 'words':
      return find.words.every((word) => thing.searchText.includes(word))
    case 'expression':
      return matchesFind(find.expression, thing.subject)
    case 'error':
      return true
  }
}

/** A field of the expression that things of this kind do not have; null when they have all. Labels may be missing. */
export function missingField(expression: FindExpression, subject: FindSubject): string | null {
  switch (expression.kind) {
    case 'and':
    case 'or':
      return missingField(expression.left, subject) ?? missingField(expression.right, subject)
    case 'not':
      return missingField(expression.inner, subject)
    case 'text':
    case 'pattern':
      return expression.field.startsWith('label:') || Object.hasOwn(subject.texts, expression.field)
        ? null
        : expression.field
    case 'number':
    case 'missing':
      return Object.hasOwn(subject.numbers, expression.field) ? null : expression.field
    case 'flag':
      return Object.hasOwn(subject.flags ?? {}, expression.field) ? null : expression.field
  }
}

/** The fields that a thing can be found by, as they are written. */
export function fieldsOf({ texts, numbers, flags = {} }: FindSubject): string[] {
  return [...new Set([...Object.keys(texts), ...Object.keys(numbers), ...Object.keys(flags)])]
}
