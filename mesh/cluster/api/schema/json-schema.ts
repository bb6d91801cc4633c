import { isObject } from '../../../../lib/domain/kubernetes/json.ts'
import { z } from 'zod'

/** The part of OpenAPI v3 / JSON Schema that the cluster API reads and publishes. */
export interface JsonSchema {
  readonly [extension: `x-kubernetes-${string}`]: unknown
  readonly $ref?: string
  readonly type?: string
  readonly format?: string
  readonly description?: string
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly additionalProperties?: boolean | JsonSchema
  readonly items?: JsonSchema
  readonly required?: readonly string[]
  readonly enum?: readonly unknown[]
  readonly minimum?: number
  readonly maximum?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly minItems?: number
  readonly maxItems?: number
  readonly pattern?: string
  readonly default?: unknown
  readonly allOf?: readonly JsonSchema[]
  readonly anyOf?: readonly JsonSchema[]
  readonly oneOf?: readonly JsonSchema[]
}

export type Definitions = Readonly<Record<string, JsonSchema>>

const refPrefix = '#/components/schemas/'

export const refTo = (name: string): JsonSchema => ({ $ref: `${refPrefix}${name}` })

/** Follows `$ref` and a single `allOf` to the schema that has the fields. */
export function resolve(schema: JsonSchema, definitions: Definitions): JsonSchema {
  if (schema.$ref !== undefined) {
    const found = definitions[schema.$ref.slice(refPrefix.length)]
    return found === undefined ? {} : resolve(found, definitions)
  }
  const [only, ...others] = schema.allOf ?? []
  return only !== undefined && others.length === 0 && schema.properties === undefined
    ? resolve(only, definitions)
    : schema
}

/** Whether fields that the schema does not name are allowed and kept. */
export function isOpen(schema: JsonSchema): boolean {
  return (
    schema['x-kubernetes-preserve-unknown-fields'] === true ||
    schema.additionalProperties === true ||
    (schema.properties === undefined && schema.additionalProperties === undefined)
  )
}

/** Paths of the fields that the schema does not know (`spec.hosst`). */
export function unknownFields(schema: JsonSchema, definitions: Definitions, value: unknown): string[] {
  const found: string[] = []
  const visit = (node: JsonSchema, current: unknown, path: string) => {
    const resolved = resolve(node, definitions)
    const { items } = resolved
    if (Array.isArray(current)) {
      if (items !== undefined) current.forEach((item, index) => visit(items, item, `${path}[${index}]`))
      return
    }
    if (!isObject(current)) return
    for (const [key, field] of Object.entries(current)) {
      const inner = fieldSchema(resolved, key)
      const here = path === '' ? key : `${path}.${key}`
      if (inner !== undefined) visit(inner, field, here)
      else if (!isOpen(resolved)) found.push(here)
    }
  }
  visit(schema, value, '')
  return found
}

function fieldSchema(schema: JsonSchema, key: string): JsonSchema | undefined {
  if (schema.properties !== undefined && Object.hasOwn(schema.properties, key)) return schema.properties[key]
  return typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined
}

/** A zod schema as OpenAPI v3. */
export function fromZod(schema: z.ZodType): JsonSchema {
  const converted: unknown = z.toJSONSchema(schema, {
    io: 'input',
    target: 'openapi-3.0',
    unrepresentable: 'any',
    reused: 'inline',
  })
  return isObject(converted) ? openApiOf(converted) : {}
}

// zod writes closed objects and integer bounds that other readers of OpenAPI find odd: closed is the default for
// a resource's schema, and 2^53 bounds say nothing.
function openApiOf(node: Record<string, unknown>): JsonSchema {
  const entries = Object.entries(node).flatMap(([key, value]): [string, unknown][] => {
    if (key === '$schema' || key === 'propertyNames') return []
    if (key === 'additionalProperties' && value === false) return []
    if (key === 'additionalProperties' && isObject(value) && Object.keys(value).length === 0)
      return [['x-kubernetes-preserve-unknown-fields', true]]
    if ((key === 'maximum' || key === 'minimum') && Math.abs(Number(value)) >= Number.MAX_SAFE_INTEGER) return []
    if (key === 'properties' && isObject(value))
      return [[key, Object.fromEntries(Object.entries(value).map(([name, field]) => [name, nested(field)]))]]
    return [[key, nested(value)]]
  })
  return Object.fromEntries(entries)
}

function nested(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(nested)
  return isObject(value) ? openApiOf(value) : value
}
