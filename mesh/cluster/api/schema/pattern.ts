import { RE2JS } from 're2js'
import { isObject } from '../../../../lib/domain/kubernetes/json.ts'

const compiled = new Map<string, RE2JS | undefined>()
const maxCached = 1_000

/** A pattern of a CustomResourceDefinition in linear-time RE2, whoever wrote it; undefined when it is malformed. */
export function compilePattern(pattern: string): RE2JS | undefined {
  if (compiled.has(pattern)) return compiled.get(pattern)
  if (compiled.size >= maxCached) compiled.clear()
  const regex = tryCompile(pattern)
  compiled.set(pattern, regex)
  return regex
}

function tryCompile(pattern: string): RE2JS | undefined {
  try {
    return RE2JS.compile(pattern)
  } catch {
    return undefined
  }
}

/** Every malformed `pattern` inside a schema. */
export function malformedPatterns(schema: unknown): string[] {
  if (Array.isArray(schema)) return schema.flatMap(malformedPatterns)
  if (!isObject(schema)) return []
  const { pattern } = schema
  const own = typeof pattern === 'string' && compilePattern(pattern) === undefined ? [pattern] : []
  return [...own, ...Object.values(schema).flatMap(malformedPatterns)]
}
