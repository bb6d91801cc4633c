import { fromZod, refTo, type JsonSchema } from '../schema/json-schema.ts'
import { definitionName } from '../schema/kubernetes-schema.ts'
import type { ResourceDefinition } from './definition.ts'

const cache = new WeakMap<ResourceDefinition, JsonSchema>()

/** The OpenAPI schema of a resource's objects; references point into `kubernetesDefinitions`. */
export function objectSchema(definition: ResourceDefinition): JsonSchema {
  const known = cache.get(definition)
  if (known !== undefined) return known
  const built = build(definition)
  cache.set(definition, built)
  return built
}

const identity: Readonly<Record<string, JsonSchema>> = {
  apiVersion: { type: 'string' },
  kind: { type: 'string' },
  metadata: refTo(definitionName('V1ObjectMeta')),
}

function build({ model }: ResourceDefinition): JsonSchema {
  switch (model.type) {
    case 'kubernetes':
      return refTo(definitionName(model.typeName))
    case 'zod':
      return {
        type: 'object',
        description: model.description,
        properties: {
          ...identity,
          spec: { ...fromZod(model.spec) },
          status: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
        },
        ...(model.specRequired ? { required: ['spec'] } : {}),
      }
    case 'custom':
      return { ...model.schema, properties: { ...model.schema.properties, ...identity } }
  }
}
