import type { ResourceDefinition } from '../resources/definition.ts'
import { objectSchema } from '../resources/object-schema.ts'
import { virtualResources } from '../resources/virtual.ts'
import { refTo, type Definitions, type JsonSchema } from '../schema/json-schema.ts'
import { definitionName, kubernetesDefinitions } from '../schema/kubernetes-schema.ts'
import { resourcePaths, type PathSubject } from './paths.ts'

/** The OpenAPI v3 document of one group and version: paths, and every schema that they reach. */
export function openApiDocument(definitions: readonly ResourceDefinition[], group: string, version: string): object {
  const own = definitions.filter((definition) => definition.group === group && definition.versions.includes(version))
  const virtual = virtualResources.filter((resource) => resource.group === group && resource.version === version)
  const subjects = [
    ...own.map((definition) => subjectOf(definition, version)),
    ...virtual.map((resource): PathSubject => ({
      ...resource,
      schema: definitionName(resource.typeName),
      verbs: ['post'],
    })),
  ]
  const roots = Object.fromEntries([
    ...own.map((definition) => rootSchema(definition, version)),
    ...virtual.map((resource) => {
      const name = definitionName(resource.typeName)
      return [name, withKind(kubernetesDefinitions[name] ?? {}, resource)] as const
    }),
  ])
  return {
    openapi: '3.0.0',
    info: { title: 'Heddle cluster API', version: 'v1.32.0' },
    paths: Object.assign({}, ...subjects.map(resourcePaths)),
    components: { schemas: { ...reachable(roots), ...roots } },
  }
}

function subjectOf(definition: ResourceDefinition, version: string): PathSubject {
  const { group, plural, kind, namespaced } = definition
  return {
    group,
    version,
    plural,
    kind,
    namespaced,
    schema: schemaName(definition, version),
    verbs: ['get', 'post', 'put', 'patch', 'delete'],
  }
}

function schemaName(definition: ResourceDefinition, version: string): string {
  return definition.model.type === 'kubernetes'
    ? definitionName(definition.model.typeName)
    : `${definition.group.split('.').toReversed().join('.')}.${version}.${definition.kind}`
}

function rootSchema(definition: ResourceDefinition, version: string): readonly [string, JsonSchema] {
  const name = schemaName(definition, version)
  const schema = definition.model.type === 'kubernetes' ? kubernetesDefinitions[name] : objectSchema(definition)
  return [name, withKind(schema ?? {}, { ...definition, version })]
}

function withKind(
  schema: object,
  { group, version, kind }: { group: string; version: string; kind: string },
): JsonSchema {
  return { ...schema, 'x-kubernetes-group-version-kind': [{ group, version, kind }] }
}

/** Definitions that schemas refer to, directly or through others. */
function reachable(roots: Definitions): Definitions {
  const found: Record<string, JsonSchema> = {}
  const queue: unknown[] = Object.values(roots)
  for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
    if (typeof node !== 'object' || node === null) continue
    for (const [key, value] of Object.entries(node)) {
      if (key !== '$ref' || typeof value !== 'string') {
        queue.push(value)
        continue
      }
      const name = value.slice(refTo('').$ref?.length ?? 0)
      const definition = kubernetesDefinitions[name]
      if (found[name] !== undefined || definition === undefined) continue
      found[name] = definition
      queue.push(definition)
    }
  }
  return found
}
