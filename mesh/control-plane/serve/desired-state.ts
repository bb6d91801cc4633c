import type { JsonObject } from '../envoy-json.ts'
import { ingredients } from '../generators/ingredients.ts'
import { generate, inconsistencies, type ProxyResources } from '../generators/resources.ts'
import { proxyView, type ViewInput } from '../generators/view.ts'
import { sameItems } from '../registry/keep.ts'
import type { ResourceCache } from './resource-cache.ts'
import type { ResourceSet } from './subscription.ts'

export type ConfigType = keyof ProxyResources
const configTypes: readonly ConfigType[] = ['cds', 'eds', 'lds', 'rds']
export type ConfigSets = { readonly [Type in ConfigType]: ResourceSet }

/** What one type was computed from, and what came of it. */
interface Computed {
  readonly ingredients: readonly unknown[]
  readonly resources: ReadonlyMap<string, JsonObject>
  readonly set: ResourceSet
}

export interface DesiredState {
  readonly sets: ConfigSets
  readonly computed: { readonly [Type in ConfigType]: Computed }
  /** Resources that could not be written, each with the reason; the proxy keeps its last version of them. */
  readonly faults: readonly string[]
}

/**
 * Configuration of one proxy, encoded. Types whose ingredients are the last state's are taken over from it; a resource
 * that can't be encoded is replaced by the proxy's last version of it.
 */
export function desiredState(input: ViewInput, cache: ResourceCache, last: DesiredState | undefined): DesiredState {
  const needed = ingredients(input)
  const reused = (type: ConfigType) => {
    const before = last?.computed[type]
    return before !== undefined && sameItems(before.ingredients, needed[type]) ? before : undefined
  }
  if (last !== undefined && configTypes.every((type) => reused(type) !== undefined)) return last
  const view = proxyView(input)
  const faults: string[] = []
  const compute = (type: ConfigType): Computed => {
    const before = reused(type)
    if (before !== undefined) return before
    const resources = generate(view, type)
    const set = encodeAll({ cache, type, last: last?.sets[type] ?? new Map() }, resources, faults)
    return { ingredients: needed[type], resources, set }
  }
  const computed = { cds: compute('cds'), eds: compute('eds'), lds: compute('lds'), rds: compute('rds') }
  const resources = {
    cds: computed.cds.resources,
    eds: computed.eds.resources,
    lds: computed.lds.resources,
    rds: computed.rds.resources,
  }
  const sets = { cds: computed.cds.set, eds: computed.eds.set, lds: computed.lds.set, rds: computed.rds.set }
  return { sets, computed, faults: [...inconsistencies(resources), ...faults] }
}

interface EncodeInput {
  readonly cache: ResourceCache
  readonly type: ConfigType
  readonly last: ResourceSet
}

function encodeAll(input: EncodeInput, resources: ReadonlyMap<string, JsonObject>, faults: string[]): ResourceSet {
  const { cache, type, last } = input
  const encoded = [...resources].flatMap(([name, resource]) => {
    try {
      return [cache.encode(type, name, resource)]
    } catch (error) {
      faults.push(`${type} ${name}: ${error instanceof Error ? error.message : String(error)}`)
      return last.get(name) ?? []
    }
  })
  return new Map(encoded.map((resource) => [resource.name, resource]))
}
