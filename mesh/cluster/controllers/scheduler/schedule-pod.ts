import { controllerOf } from '../../../../lib/domain/kubernetes/object.ts'
import type { Node } from '../../objects/node.ts'
import { isPodFinished, type Condition, type Pod } from '../../objects/pod.ts'
import type { Action } from '../action.ts'

const settleMs = 3_000

type Cluster = { readonly nodes: readonly Node[]; readonly pods: readonly Pod[]; readonly now: Date }

/**
 * Places a pod: replicas of one owner spread over the nodes, then the node with fewest pods, then by name. The nodes
 * are one machine, so a taken hostPort is taken on all of them.
 */
export function schedulePod(pod: Pod, cluster: Cluster): Action[] {
  const fitting = cluster.nodes.filter((node) => isUsable(node) && matchesNodeSelector(pod, node))
  const holder = cluster.pods.find((other) => conflict(pod, other) !== undefined)
  const node = holder === undefined ? choose(pod, fitting, cluster.pods) : undefined
  if (node === undefined) return refuse(pod, cluster, holder)
  const { namespace, name } = pod.metadata
  return [
    { verb: 'merge', key: { resource: 'pods', namespace, name }, patch: { spec: { nodeName: node.metadata.name } } },
    setCondition(pod, { type: 'PodScheduled', status: 'True' }, cluster.now),
    note(pod, 'Normal', ['Scheduled', `Successfully assigned ${namespace}/${name} to ${node.metadata.name}`]),
  ]
}

/**
 * Whether nodes are just coming up one after another: then a pod waits a moment, or the first one would get them all.
 */
export function areNodesComing(nodes: readonly Node[], now: Date): boolean {
  const since = nodes
    .filter(isUsable)
    .map((node) => now.getTime() - Date.parse(readyOf(node)?.lastTransitionTime ?? ''))
  return since.length < nodes.length && since.some((ms) => ms < settleMs)
}

function choose(pod: Pod, nodes: readonly Node[], pods: readonly Pod[]): Node | undefined {
  const owner = controllerOf(pod)?.uid
  const on = (node: Node) => pods.filter(({ spec }) => spec.nodeName === node.metadata.name)
  const ranked = nodes.map((node) => {
    const all = on(node)
    const siblings = owner === undefined ? [] : all.filter((other) => controllerOf(other)?.uid === owner)
    return { node, rank: siblings.length * 10_000 + all.length }
  })
  const byName = (a: Node, b: Node) => (a.metadata.name < b.metadata.name ? -1 : 1)
  return ranked.toSorted((a, b) => a.rank - b.rank || byName(a.node, b.node))[0]?.node
}

function refuse(pod: Pod, { nodes, now }: Cluster, holder: Pod | undefined): Action[] {
  const count = `0/${nodes.length} nodes are available`
  const port = holder === undefined ? undefined : conflict(pod, holder)
  const reason =
    holder === undefined
      ? nodes.length === 0
        ? 'no node agent has registered one'
        : `${nodes.length} node(s) didn't match the pod's node selector or can't take pods`
      : `hostPort ${port ?? ''} is held by pod ${holder.metadata.namespace}/${holder.metadata.name}`
  const message = `${count}: ${reason}.`
  const before = pod.status?.conditions?.find(({ type }) => type === 'PodScheduled')
  if (before?.status === 'False' && before.message === message) return []
  return [
    setCondition(pod, { type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message }, now),
    note(pod, 'Warning', ['FailedScheduling', message]),
  ]
}

function isUsable(node: Node): boolean {
  return node.spec?.unschedulable !== true && readyOf(node)?.status === 'True'
}

function readyOf({ status }: Node) {
  return status?.conditions?.find(({ type }) => type === 'Ready')
}

function matchesNodeSelector({ spec }: Pod, { metadata }: Node): boolean {
  return Object.entries(spec.nodeSelector ?? {}).every(([key, value]) => metadata.labels?.[key] === value)
}

/** The hostPort that both want on an overlapping host address. */
function conflict(pod: Pod, other: Pod): number | undefined {
  if (other.metadata.uid === pod.metadata.uid || other.spec.nodeName === undefined || isPodFinished(other))
    return undefined
  const taken = hostPorts(other)
  return hostPorts(pod).find(({ hostPort, hostIP }) =>
    taken.some((held) => held.hostPort === hostPort && (held.hostIP === hostIP || isAny(held.hostIP) || isAny(hostIP))),
  )?.hostPort
}

function isAny(ip: string | undefined): boolean {
  return ip === undefined || ip === '' || ip === '0.0.0.0'
}

function hostPorts({ spec }: Pod) {
  return spec.containers
    .flatMap(({ ports = [] }) => ports)
    .filter(({ hostPort }) => hostPort !== undefined && hostPort !== 0)
}

function setCondition(pod: Pod, fresh: Condition, now: Date): Action {
  const { namespace, name } = pod.metadata
  const time = now.toISOString().replace(/\.\d+Z$/, 'Z')
  const others = (pod.status?.conditions ?? []).filter(({ type }) => type !== fresh.type)
  const conditions = [...others, { ...fresh, lastProbeTime: null, lastTransitionTime: time }]
  return {
    verb: 'merge',
    key: { resource: 'pods', namespace, name },
    patch: { status: { phase: 'Pending', conditions } },
    subresource: 'status',
  }
}

function note(regarding: Pod, type: 'Normal' | 'Warning', [reason, message]: [string, string]): Action {
  return { verb: 'note', note: { regarding, type, reason, message, component: 'default-scheduler' } }
}
