import type { KubernetesObject } from '../../../../lib/domain/kubernetes/object.ts'
import { resourceName, type ResourceDefinition } from './definition.ts'
import { objectSchema } from './object-schema.ts'

/** The CustomResourceDefinition of a kind that comes with the mesh, so that tools find it where they expect it. */
export function crdObject(definition: ResourceDefinition): KubernetesObject {
  const { group, plural, singular, kind, shortNames, categories, namespaced, versions } = definition
  const { properties = {}, ...schema } = objectSchema(definition)
  // In a CustomResourceDefinition metadata is a plain object.
  const openAPIV3Schema = { ...schema, properties: { ...properties, metadata: { type: 'object' } } }
  const { columns } = definition
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: resourceName(definition), labels: { [builtInLabel]: 'true' } },
    spec: {
      group,
      scope: namespaced ? 'Namespaced' : 'Cluster',
      names: { plural, singular, kind, listKind: `${kind}List`, shortNames, categories },
      versions: versions.map((name, index) => ({
        name,
        served: true,
        storage: index === 0,
        schema: { openAPIV3Schema },
        subresources: { status: {} },
        additionalPrinterColumns: columns,
      })),
    },
  }
}

/** Marks definitions that come with the mesh: their kinds are served whatever happens to the definition. */
export const builtInLabel = 'heddle.dev/built-in'
