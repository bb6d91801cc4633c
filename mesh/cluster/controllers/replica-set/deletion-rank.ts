import { isPodReady, type Pod } from '../../objects/pod.ts'

const phases = ['Pending', 'Unknown', 'Running']
const costAnnotation = 'controller.kubernetes.io/pod-deletion-cost'

/**
 * The pods in the order in which a scale-down takes them, by Kubernetes' rules: not placed, pending, not ready,
 * cheapest by annotation, doubled up on a node, ready for the shortest time, most restarts, newest.
 */
export function deletionOrder(pods: readonly Pod[]): Pod[] {
  const perNode = new Map<string, number>()
  for (const { spec } of pods) perNode.set(spec.nodeName ?? '', (perNode.get(spec.nodeName ?? '') ?? 0) + 1)
  const ranked = pods.map((pod) => ({ pod, rank: rankOf(pod, perNode.get(pod.spec.nodeName ?? '') ?? 0) }))
  return ranked.toSorted((a, b) => compare(a.rank, b.rank)).map(({ pod }) => pod)
}

/** Smaller goes first, field by field. */
function rankOf(pod: Pod, onNode: number): number[] {
  const { spec, status, metadata } = pod
  const ready = status?.conditions?.find(({ type }) => type === 'Ready')
  const restarts = Math.max(0, ...(status?.containerStatuses ?? []).map(({ restartCount }) => restartCount))
  return [
    spec.nodeName === undefined ? 0 : 1,
    phases.indexOf(status?.phase ?? 'Pending'),
    isPodReady(pod) ? 1 : 0,
    Number(metadata.annotations?.[costAnnotation] ?? 0) || 0,
    -onNode,
    isPodReady(pod) ? -timeOf(ready?.lastTransitionTime) : 0,
    -restarts,
    -timeOf(metadata.creationTimestamp),
  ]
}

function timeOf(text: string | null | undefined): number {
  return Date.parse(text ?? '') || 0
}

function compare(a: readonly number[], b: readonly number[]): number {
  const index = a.findIndex((value, at) => value !== b[at])
  return index === -1 ? 0 : (a[index] ?? 0) - (b[index] ?? 0)
}
