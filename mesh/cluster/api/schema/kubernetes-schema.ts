import { refTo, type Definitions, type JsonSchema } from './json-schema.ts'
import { kubernetesTypes, type TypeFields } from './kubernetes-types.ts'
import { mergeKeys } from './merge-keys.ts'

/** `V1Pod` → `io.k8s.v1.Pod`, `CoreV1Event` → `io.k8s.core.v1.Event`. */
export function definitionName(type: string): string {
  const [, prefix = '', version = '', name = type] = /^([A-Z][a-z]+)?(V\d)(.+)$/.exec(type) ?? []
  return ['io.k8s', prefix.toLowerCase(), version.toLowerCase(), name].filter((part) => part !== '').join('.')
}

const intOrString: JsonSchema = { 'x-kubernetes-int-or-string': true }
const open: JsonSchema = { 'x-kubernetes-preserve-unknown-fields': true }

/** The OpenAPI form of one TypeScript type of the client. */
export function schemaOfType(text: string): JsonSchema {
  const list = /^Array<(.+)>$/.exec(text)
  if (list?.[1] !== undefined) return { type: 'array', items: schemaOfType(list[1]) }
  const map = /^\{ \[key: string\]: (.+); \}$/.exec(text)
  if (map?.[1] !== undefined) return { type: 'object', additionalProperties: schemaOfType(map[1]) }
  switch (text) {
    case 'string':
    case 'boolean':
      return { type: text }
    case 'number':
      return { type: 'integer', format: 'int64' }
    case 'Date':
    case 'V1MicroTime':
      return { type: 'string', format: 'date-time' }
    case 'IntOrString':
      return intOrString
    default:
      return kubernetesTypes[text] === undefined ? open : refTo(definitionName(text))
  }
}

function schemaOfFields(type: string, fields: TypeFields): JsonSchema {
  const properties = Object.entries(fields).map(([name, text]) => {
    const schema = schemaOfType(text.replace(/^!/, ''))
    const mergeKey = mergeKeys[`${type}.${name}`]
    const patch =
      mergeKey === undefined
        ? {}
        : {
            'x-kubernetes-patch-strategy': 'merge',
            ...(mergeKey === '' ? {} : { 'x-kubernetes-patch-merge-key': mergeKey }),
          }
    return [name, { ...schema, ...patch }] as const
  })
  const required = Object.keys(fields).filter((name) => fields[name]?.startsWith('!'))
  return {
    type: 'object',
    properties: Object.fromEntries(properties),
    ...(required.length === 0 ? {} : { required }),
  }
}

/** OpenAPI definitions of Kubernetes' own types. */
export const kubernetesDefinitions: Definitions = Object.fromEntries(
  Object.entries(kubernetesTypes).map(([type, fields]) => [definitionName(type), schemaOfFields(type, fields)]),
)
