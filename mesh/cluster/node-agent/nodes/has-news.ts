/** A status is written anew after this long even when nothing changed, as kubelets do. */
export const statusMaxAgeMs = 300_000

type Known = { readonly conditions?: readonly Condition[] | undefined; readonly [field: string]: unknown } | undefined
type Condition = {
  readonly type: string
  readonly status: string
  readonly reason?: unknown
  readonly message?: unknown
  readonly lastHeartbeatTime?: string | null | undefined
}

/** Whether a node's status says something that the stored one does not, or the stored one is old. Times do not count as news. */
export function hasNews(known: Known, status: NonNullable<Known>, now: Date): boolean {
  if (known?.conditions === undefined) return true
  const heartbeats = known.conditions.map(({ lastHeartbeatTime }) => Date.parse(lastHeartbeatTime ?? ''))
  const isOld = heartbeats.some((at) => !(now.getTime() - at < statusMaxAgeMs))
  return isOld || Object.keys(status).some((field) => timeless(known[field]) !== timeless(status[field]))
}

function timeless(value: unknown): string {
  return JSON.stringify(value, (key, inner: unknown) => {
    if (key === 'lastHeartbeatTime' || key === 'lastTransitionTime') return undefined
    const isObject = typeof inner === 'object' && inner !== null && !Array.isArray(inner)
    return isObject ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1))) : inner
  })
}
