import { parse } from 'yaml'
import type { MeshResponse } from '../../contract/mesh.ts'
import { meshSettings } from '../../domain/mesh-facts/mesh-settings.ts'
import { numberAt } from '../../domain/kubernetes/json.ts'
import { messageOf } from '../../domain/model/heddle-error.ts'
import type { KubernetesSource } from '../../sources/ports.ts'

const place = { namespace: 'istio-system', name: 'istio' }

/** MeshConfig as it is stored: `value` is undefined where nothing is set or it is no YAML. */
export interface MeshConfigText {
  readonly found: boolean
  readonly value: unknown
  readonly problem: string | null
}

/** ConfigMap `istio` of `istio-system`, key `mesh`. @throws HeddleError when the cluster does not answer */
export async function readMeshConfig(kubernetes: KubernetesSource, signal?: AbortSignal): Promise<MeshConfigText> {
  const data = await kubernetes.configMap(place, signal)
  const text = data?.['mesh']
  if (text === undefined) return { found: data !== null, value: undefined, problem: null }
  try {
    return { found: true, value: parse(text), problem: null }
  } catch (error) {
    return { found: true, value: undefined, problem: `data.mesh is not YAML: ${messageOf(error)}` }
  }
}

export function settingsOf({ found, value, problem }: MeshConfigText): NonNullable<MeshResponse['settings']> {
  return { source: `ConfigMap ${place.name} in ${place.namespace}`, found, problem, items: meshSettings(value) }
}

/** Share of requests that are traced, in percent; null where nothing is set. */
export function samplingOf({ value }: MeshConfigText): number | null {
  return numberAt(value, 'defaultConfig', 'tracing', 'sampling') ?? null
}
