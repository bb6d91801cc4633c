import type { JsonObject } from '../envoy-json.ts'
import { generateResources, inconsistencies, type ProxyResources } from '../generators/resources.ts'
import { proxyView, type ViewInput } from '../generators/view.ts'
import type { ResourceCache } from './resource-cache.ts'
import type { ResourceSet } from './subscription.ts'

export type ConfigType = keyof ProxyResources
export type ConfigSets = { readonly [Type in ConfigType]: ResourceSet }

export interface DesiredState {
  readonly sets: ConfigSets
  /** Resources that could not be written, each with the reason; the proxy keeps its last version of them. */
  readonly faults: readonly string[]
}

/** Configuration of one proxy, encoded. A resource that can't be encoded is replaced by the proxy's last version of it. */
export function desiredState(input: ViewInput, cache: ResourceCache, last: ConfigSets | undefined): DesiredState {
  const resources = generateResources(proxyView(input))
  const faults = inconsistencies(resources)
  const encodeAll = (type: ConfigType): ResourceSet =>
    new Map(
      [...resources[type]].flatMap(([name, resource]) => {
        const encoded = encodeOr({ cache, type, name, resource }, faults) ?? last?.[type].get(name)
        return encoded === undefined ? [] : [[name, encoded]]
      }),
    )
  return {
    sets: { cds: encodeAll('cds'), eds: encodeAll('eds'), lds: encodeAll('lds'), rds: encodeAll('rds') },
    faults,
  }
}

interface EncodeInput {
  readonly cache: ResourceCache
  readonly type: ConfigType
  readonly name: string
  readonly resource: JsonObject
}

function encodeOr({ cache, type, name, resource }: EncodeInput, faults: string[]) {
  try {
    return cache.encode(type, name, resource)
  } catch (error) {
    faults.push(`${type} ${name}: ${error instanceof Error ? error.message : String(error)}`)
    return undefined
  }
}
