import type { Change } from '../../domain/changes/change.ts'
import type { Acknowledgement } from '../../domain/routing/verification.ts'
import type { ControlPlaneSource } from '../../sources/ports.ts'
import type { Deps } from '../deps.ts'

/** How long after a write its effect is expected where nobody says when the proxies had it. */
const GRACE_SECONDS = 5
/** A control plane that reports acknowledgements but knows of none this long after the write had nothing to push. */
const NOTHING_TO_PUSH_SECONDS = 10

export interface Acknowledged {
  readonly acknowledgement: Acknowledgement
  /** From when on requests count, Unix seconds; null while proxies are waited for. */
  readonly since: number | null
  readonly total: number | null
}

/**
 * Who has taken a change. Asked of the control plane by resource; where it can't tell (istiod), by proxy status; where there
 * is none, a grace after the write.
 */
export async function acknowledgementOf(
  deps: Deps,
  change: Pick<Change, 'object' | 'at' | 'appliedAt'>,
): Promise<Acknowledged> {
  const writtenAt = Date.parse(change.at) / 1000
  const appliedAt = Date.parse(change.appliedAt ?? change.at) / 1000
  const grace: Acknowledged = { acknowledgement: { type: 'unknown' }, since: appliedAt + GRACE_SECONDS, total: null }
  if (deps.controlPlane === null) return grace
  try {
    const known = await deps.controlPlane.acknowledgement(change.object)
    if (known === null) return await byProxyStatus(deps.controlPlane, grace)
    const { waiting, total, allAckedAt } = known
    if (waiting.length > 0) return { acknowledgement: { type: 'waiting', proxies: waiting, total }, since: null, total }
    if (allAckedAt !== null && allAckedAt >= writtenAt) {
      return { acknowledgement: { type: 'all' }, since: allAckedAt, total }
    }
    const isLate = deps.now() / 1000 - appliedAt >= NOTHING_TO_PUSH_SECONDS
    if (isLate) return { ...grace, total }
    return { acknowledgement: { type: 'waiting', proxies: ['control plane'], total: 1 }, since: null, total }
  } catch {
    return grace
  }
}

async function byProxyStatus(controlPlane: ControlPlaneSource, grace: Acknowledged): Promise<Acknowledged> {
  const proxies = await controlPlane.proxies()
  const stale = proxies.filter((proxy) => proxy.types.some(({ type, state }) => type === 'route' && state === 'stale'))
  const total = proxies.length
  if (stale.length === 0) return { ...grace, acknowledgement: { type: 'all' }, total }
  const names = stale.map(({ pod, namespace }) => `${pod}.${namespace}`)
  return { acknowledgement: { type: 'waiting', proxies: names, total }, since: null, total }
}
