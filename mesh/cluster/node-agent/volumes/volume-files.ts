import type { Volume } from '../../objects/pod.ts'
import type { KeyedData } from '../containers/container-environment.ts'
import { LaunchRefusal } from '../containers/launch-refusal.ts'

/** A token that a projected volume asks for. */
export type TokenRequest = { readonly path: string; readonly audience: string | undefined }

export type VolumeFiles = {
  /** Relative path to content. */
  readonly files: Readonly<Record<string, string>>
  readonly tokens: readonly TokenRequest[]
}

/**
 * The files of a volume.
 * @throws LaunchRefusal when a ConfigMap or Secret that is not optional is missing
 */
export function volumeFiles(volume: Volume, data: KeyedData): VolumeFiles {
  const { configMap, secret, projected } = volume
  if (configMap !== undefined)
    return { files: keyed('configMap', { ...configMap, name: configMap.name ?? '' }, data), tokens: [] }
  if (secret !== undefined)
    return { files: keyed('secret', { ...secret, name: secret.secretName ?? '' }, data), tokens: [] }
  const sources = projected?.sources ?? []
  const maps = sources.flatMap(({ configMap: map }) =>
    map === undefined ? [] : [keyed('configMap', { ...map, name: map.name ?? '' }, data)],
  )
  const tokens = sources.flatMap(({ serviceAccountToken: token }) =>
    token === undefined ? [] : [{ path: token.path, audience: token.audience }],
  )
  return { files: Object.assign({}, ...maps), tokens }
}

type Source = {
  readonly name: string
  readonly items?: readonly { readonly key: string; readonly path: string }[] | undefined
  readonly optional?: boolean | undefined
}

function keyed(kind: keyof KeyedData, { name, items, optional }: Source, data: KeyedData): Record<string, string> {
  const values = data[kind](name)
  if (values === undefined) {
    if (optional === true) return {}
    throw new LaunchRefusal('CreateContainerConfigError', `${kind} "${name}" not found`)
  }
  if (items === undefined) return { ...values }
  return Object.fromEntries(items.map(({ key, path }) => [path, values[key] ?? '']))
}
