import type { PropagationResponse } from '../../lib/contract/mesh.ts'
import type { ProxiesResponse } from '../../lib/contract/proxies.ts'
import { clockTime } from '../../lib/client/format/time.ts'

/**
 * What is known of pushes when none was counted (M14). A counter that rose before its first scrape has no increase, so that
 * after a start of the control plane "none counted" is not "none made": then the proxies' own state says what was pushed.
 */
export function uncountedPushes(
  { windowSeconds }: Pick<PropagationResponse, 'windowSeconds'>,
  proxies: Pick<ProxiesResponse, 'at' | 'items'> | undefined,
): string {
  const items = proxies?.items ?? []
  const since = ((proxies?.at ?? 0) - windowSeconds) * 1_000
  const isRecent = (time: string | null) => time !== null && Date.parse(time) >= since
  const pushed = items.filter(({ types }) => types.some(({ sentAt }) => isRecent(sentAt)))
  if (pushed.length > 0) {
    const synced = pushed.filter(({ state }) => state === 'synced').length
    const lastAck = pushed.flatMap(({ lastAckAt }) => lastAckAt ?? []).reduce((a, b) => (a > b ? a : b), '')
    const last = lastAck === '' ? '' : `, the last at ${clockTime(Date.parse(lastAck))}`
    const took = `${synced} of ${pushed.length} ${pushed.length === 1 ? 'proxy' : 'proxies'}`
    return `Not measured yet: what is pushed before the first scrape of the control plane is not counted. In this time ${took} took what was sent${last}.`
  }
  const isTold = items.some(({ types }) => types.some(({ sentAt }) => sentAt !== null))
  return isTold
    ? 'Nothing was pushed in this time: no change, nothing to measure.'
    : 'No push was counted in this time.'
}
