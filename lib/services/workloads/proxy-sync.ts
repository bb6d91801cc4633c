import { messageOf } from '../../domain/model/heddle-error.ts'
import type { ProxySync } from '../../contract/workloads.ts'
import type { SourceFailure } from '../../contract/source-failure.ts'
import type { ControlPlaneSource, ProxyStatus } from '../../sources/ports.ts'

export interface ProxySyncs {
  readonly proxies: readonly ProxySync[]
  readonly degraded: readonly SourceFailure[]
}

/** How far the proxies of these pods have the control plane's configuration. */
export async function proxySyncOf(
  controlPlane: ControlPlaneSource | null,
  of: { readonly namespace: string; readonly pods: readonly string[] },
  signal?: AbortSignal,
): Promise<ProxySyncs> {
  if (controlPlane === null) return { proxies: [], degraded: [] }
  try {
    const all = await controlPlane.proxies(signal)
    const own = all.filter(({ namespace, pod }) => namespace === of.namespace && of.pods.includes(pod))
    return { proxies: own.map(toSync), degraded: [] }
  } catch (error) {
    signal?.throwIfAborted()
    return { proxies: [], degraded: [{ source: 'control-plane', message: messageOf(error), since: null }] }
  }
}

function toSync(proxy: ProxyStatus): ProxySync {
  const { pod, version, types } = proxy
  return { pod, version, state: syncStateOf(proxy), types: types.map(({ type, state: of }) => ({ type, state: of })) }
}

/** The worst of a proxy's types of configuration. */
export function syncStateOf({ types }: Pick<ProxyStatus, 'types'>): 'stale' | 'not-sent' | 'synced' {
  const asked = types.filter(({ type }) => type !== 'extensionconfig')
  if (asked.some(({ state }) => state === 'stale')) return 'stale'
  return asked.every(({ state }) => state === 'not-sent') ? 'not-sent' : 'synced'
}
