import { RE2JS } from 're2js'
import type { PatternCompiler } from './expression.ts'

/** Compiles a regular expression that is looked for anywhere in a text, in any case, in time linear in the text. */
export const linearPattern: PatternCompiler = (source) => {
  try {
    const compiled = RE2JS.compile(source, RE2JS.CASE_INSENSITIVE)
    return (text) => compiled.matcher(text).find()
  } catch {
    return null
  }
}
