import { isObject, sameJson, valueAt } from '../kubernetes/json.ts'

/** One setting of MeshConfig; `standard` is Istio's default, null where a setting has none that we know. */
export interface MeshSetting {
  readonly path: string
  readonly meaning: string
  readonly value: string
  readonly standard: string | null
  readonly differs: boolean
}

const known: readonly (readonly [path: string, standard: unknown, meaning: string])[] = [
  ['trustDomain', 'cluster.local', 'First part of every workload identity'],
  ['rootNamespace', 'istio-system', 'Where policies for the whole mesh live'],
  ['enableAutoMtls', true, 'Callers use mTLS by themselves where the callee has a sidecar'],
  ['outboundTrafficPolicy.mode', 'ALLOW_ANY', 'What happens to calls to unknown hosts'],
  ['accessLogFile', '', 'Where proxies write a line for each request; empty is nowhere'],
  ['accessLogEncoding', 'TEXT', 'Form of those lines'],
  ['enableTracing', true, 'Proxies report spans'],
  ['defaultConfig.tracing.sampling', 1, 'Share of requests that are traced, in percent'],
  ['defaultConfig.holdApplicationUntilProxyStarts', false, 'Apps start after their sidecar is ready'],
  ['connectTimeout', '10s', 'Time for a proxy to connect to a callee'],
  ['defaultHttpRetryPolicy.attempts', 2, 'Retries of a request whose route says nothing'],
  ['enablePrometheusMerge', true, 'App and proxy metrics come from one port'],
  ['pathNormalization.normalization', 'DEFAULT', 'How paths are made uniform before policies see them'],
  ['meshMTLS.minProtocolVersion', 'TLSV1_2', 'Oldest TLS version between sidecars'],
  ['defaultServiceExportTo', ['*'], 'Who sees services that say nothing themselves'],
  ['defaultVirtualServiceExportTo', ['*'], 'Who sees virtual services that say nothing themselves'],
  ['defaultDestinationRuleExportTo', ['*'], 'Who sees destination rules that say nothing themselves'],
]

/** What is set, and what stands in its place by default; settings that differ come first, in the order of the list. */
export function meshSettings(config: unknown): MeshSetting[] {
  const listed = known.map(([path, standard, meaning]): MeshSetting => {
    const set = valueAt(config, ...path.split('.'))
    const value = set === undefined ? standard : set
    return { path, meaning, value: textOf(value), standard: textOf(standard), differs: !sameJson(value, standard) }
  })
  const names = new Set(known.map(([path]) => path))
  const others = leaves('', config)
    .filter(({ path }) => !names.has(path))
    .map(({ path, value }) => ({
      path,
      meaning: 'Set in this mesh',
      value: textOf(value),
      standard: null,
      differs: true,
    }))
  const all = [...listed, ...others]
  return [...all.filter(({ differs }) => differs), ...all.filter(({ differs }) => !differs)]
}

function leaves(path: string, value: unknown): { readonly path: string; readonly value: unknown }[] {
  if (!isObject(value)) return path === '' ? [] : [{ path, value }]
  return Object.entries(value).flatMap(([key, inner]) => leaves(path === '' ? key : `${path}.${key}`, inner))
}

function textOf(value: unknown): string {
  if (value === '') return 'none'
  return typeof value === 'string' ? value : JSON.stringify(value)
}
