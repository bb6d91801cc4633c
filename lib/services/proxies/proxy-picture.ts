import type { SourceFailure } from '../../contract/source-failure.ts'
import { messageOf } from '../../domain/model/heddle-error.ts'
import type { ProxyStatus } from '../../sources/ports.ts'
import type { Deps } from '../deps.ts'

/** What is known of the proxies, and what to say where it is old or missing. `at` in Unix seconds. */
export interface KnownProxies {
  readonly configured: boolean
  readonly proxies: readonly ProxyStatus[]
  readonly at: number
  readonly stale: boolean
  readonly degraded: readonly SourceFailure[]
}

/** The control plane's word, or its last one while it is away. Never throws but for an abort. */
export async function knownProxies(deps: Deps, signal?: AbortSignal): Promise<KnownProxies> {
  const nothing = { proxies: [], at: deps.now() / 1_000, stale: false, degraded: [] }
  if (deps.controlPlane === null) return { ...nothing, configured: false }
  try {
    const { proxies, readAt, failure } = await deps.controlPlane.picture(signal)
    const degraded = failure === null ? [] : [failureOf(deps, failure)]
    return { configured: true, proxies, at: readAt / 1_000, stale: failure !== null, degraded }
  } catch (error) {
    signal?.throwIfAborted()
    return { ...nothing, configured: true, degraded: [failureOf(deps, messageOf(error))] }
  }
}

function failureOf({ sourceStates }: Deps, message: string): SourceFailure {
  const state = sourceStates().find(({ source }) => source === 'control-plane')
  return { source: 'control-plane', message, since: state?.state === 'failing' ? state.since : null }
}
