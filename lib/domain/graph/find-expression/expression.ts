import type { FlagField, NumberField, TextField } from './fields.ts'

export type TextOperator = '=' | '!=' | '~' | '!~' | '^=' | '!^=' | '$=' | '!$='
export type NumberOperator = '=' | '!=' | '<' | '<=' | '>' | '>='

/** Texts may be compared with a field or with a label of the thing (`label:tier`). */
export type TextOperand = TextField | `label:${string}`

/** A pattern that was compiled, with the text that it came from. */
export interface Pattern {
  readonly source: string
  readonly matches: (text: string) => boolean
}

/** Compiles a regular expression; null when it is none. */
export type PatternCompiler = (source: string) => ((text: string) => boolean) | null

/** What an expression says. Numbers are in the field's base unit: shares 0..1, milliseconds, per second. */
export type FindExpression =
  | { kind: 'and' | 'or'; left: FindExpression; right: FindExpression }
  | { kind: 'not'; inner: FindExpression }
  | { kind: 'text'; field: TextOperand; operator: TextOperator; value: string }
  | { kind: 'pattern'; field: TextOperand; negated: boolean; pattern: Pattern }
  | { kind: 'number'; field: NumberField; operator: NumberOperator; value: number }
  | { kind: 'missing'; field: NumberField; negated: boolean }
  | { kind: 'flag'; field: FlagField }
