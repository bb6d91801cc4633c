import {
  invalidField,
  requiredField,
  unsupportedField,
  wrongType,
  type FieldError,
} from '../../../../lib/domain/kubernetes/field-error.ts'
import { isObject, sameJson } from '../../../../lib/domain/kubernetes/json.ts'
import { compilePattern } from './pattern.ts'
import { resolve, type Definitions, type JsonSchema } from './json-schema.ts'

/** Every fault of a value against a schema: types, required fields, enums, bounds, patterns. Unknown fields pass. */
export function checkTypes(schema: JsonSchema, definitions: Definitions, value: unknown): FieldError[] {
  const errors: FieldError[] = []
  const visit = (node: JsonSchema, current: unknown, path: string) => {
    const resolved = resolve(node, definitions)
    const fault = faultOf(resolved, current, path)
    if (fault !== undefined) {
      errors.push(fault)
      return
    }
    const { items } = resolved
    if (Array.isArray(current) && items !== undefined)
      current.forEach((item, index) => visit(items, item, `${path}[${index}]`))
    if (!isObject(current)) return
    for (const name of resolved.required ?? [])
      if (current[name] === undefined) errors.push(requiredField(join(path, name)))
    for (const [name, field] of Object.entries(current)) {
      const inner = resolved.properties?.[name] ?? resolved.additionalProperties
      if (typeof inner === 'object') visit(inner, field, join(path, name))
    }
  }
  visit(schema, value, '')
  return errors
}

const join = (path: string, name: string) => (path === '' ? name : `${path}.${name}`)

function faultOf(schema: JsonSchema, value: unknown, path: string): FieldError | undefined {
  if (schema['x-kubernetes-int-or-string'] === true)
    return typeof value === 'string' || Number.isInteger(value)
      ? undefined
      : wrongType(path, value, 'an integer or a string')
  if (schema.type !== undefined && !hasType(schema.type, value))
    return wrongType(path, value, typeNames[schema.type] ?? schema.type)
  if (schema.enum !== undefined && !schema.enum.some((allowed) => sameJson(allowed, value)))
    return unsupportedField(path, value, schema.enum)
  const allowed = boundsFault(schema, value)
  return allowed === undefined ? undefined : invalidField(path, value, allowed)
}

const typeNames: Readonly<Record<string, string>> = {
  string: 'a string',
  boolean: 'true or false',
  integer: 'an integer',
  number: 'a number',
  array: 'a list',
  object: 'an object',
}

function hasType(type: string, value: unknown): boolean {
  switch (type) {
    case 'array':
      return Array.isArray(value)
    case 'object':
      return isObject(value)
    case 'integer':
      return Number.isInteger(value)
    default:
      return typeof value === type
  }
}

function boundsFault(schema: JsonSchema, value: unknown): string | undefined {
  if (typeof value === 'number') {
    if (schema.minimum !== undefined && value < schema.minimum) return `must be at least ${schema.minimum}`
    if (schema.maximum !== undefined && value > schema.maximum) return `must be at most ${schema.maximum}`
  }
  if (typeof value === 'string') {
    if (schema.minLength !== undefined && value.length < schema.minLength)
      return `must be at least ${schema.minLength} characters long`
    if (schema.maxLength !== undefined && value.length > schema.maxLength)
      return `must be at most ${schema.maxLength} characters long`
    if (schema.pattern !== undefined && compilePattern(schema.pattern)?.matcher(value).find() === false)
      return `must match ${schema.pattern}`
    if (schema.format === 'date-time' && Number.isNaN(Date.parse(value))) return 'must be an RFC 3339 time'
  }
  if (Array.isArray(value)) {
    if (schema.minItems !== undefined && value.length < schema.minItems)
      return `must have at least ${schema.minItems} entries`
    if (schema.maxItems !== undefined && value.length > schema.maxItems)
      return `must have at most ${schema.maxItems} entries`
  }
  return undefined
}
