import type { Lease } from '../../objects/lease.ts'
import type { Node } from '../../objects/node.ts'
import { nothing, type Outcome } from '../action.ts'

/** A node that has said nothing for this long is not known to live; the agent renews its lease every 10 s. */
export const silentAfterMs = 40_000

/**
 * Marks a node whose agent has fallen silent, by its lease and its status, so that no new pods go there. Its pods keep their state: their processes
 * outlive the agent, and taking them out of service would stop traffic that works.
 */
export function nodeLifecycle({ metadata, status }: Node, lease: Lease | undefined, now: Date): Outcome {
  const ready = status?.conditions?.find(({ type }) => type === 'Ready')
  if (ready === undefined || ready.status !== 'True') return nothing
  const spoke = [ready.lastHeartbeatTime, lease?.spec.renewTime].flatMap((time) => (time ? [Date.parse(time)] : []))
  // One that never said when it spoke can't be judged.
  if (spoke.length === 0) return nothing
  const silentMs = now.getTime() - Math.max(...spoke)
  if (silentMs < silentAfterMs) return { actions: [], requeueAfterMs: silentAfterMs - silentMs + 100 }
  const others = (status?.conditions ?? []).filter(({ type }) => type !== 'Ready')
  const unknown = {
    ...ready,
    status: 'Unknown',
    reason: 'NodeStatusUnknown',
    message: 'the node agent has stopped posting node status',
    lastTransitionTime: now.toISOString().replace(/\.\d+Z$/, 'Z'),
  }
  const key = { resource: 'nodes', name: metadata.name }
  return {
    actions: [{ verb: 'merge', key, patch: { status: { conditions: [...others, unknown] } }, subresource: 'status' }],
  }
}
