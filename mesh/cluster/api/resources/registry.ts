import { ApiError } from '../api-error.ts'
import type { ResourceName } from '../store.ts'
import { resourceName, type ResourceDefinition } from './definition.ts'

/** The resources that the API serves: fixed ones and those of CustomResourceDefinitions. */
export class ResourceRegistry {
  readonly #byName = new Map<ResourceName, ResourceDefinition>()

  constructor(definitions: readonly ResourceDefinition[]) {
    for (const definition of definitions) this.#byName.set(resourceName(definition), definition)
  }

  all(): readonly ResourceDefinition[] {
    return [...this.#byName.values()]
  }

  find(resource: ResourceName): ResourceDefinition | undefined {
    return this.#byName.get(resource)
  }

  /** @throws ApiError NotFound when the API does not serve the resource */
  require(resource: ResourceName): ResourceDefinition {
    const definition = this.#byName.get(resource)
    if (definition === undefined)
      throw new ApiError('NotFound', `the server doesn't have a resource type "${resource}"`)
    return definition
  }

  findByPath(group: string, version: string, plural: string): ResourceDefinition | undefined {
    const definition = this.#byName.get(resourceName({ group, plural }))
    return definition?.versions.includes(version) ? definition : undefined
  }

  /** Adds or replaces a custom kind. */
  add(definition: ResourceDefinition): void {
    this.#byName.set(resourceName(definition), definition)
  }

  remove(resource: ResourceName): void {
    this.#byName.delete(resource)
  }
}
