import type { Box } from './shapes.ts'

export type EdgeEnds = { id: string; source: string; target: string }
export type Ports = { sourceY: number; targetY: number }

const leavingGap = 5
const enteringGap = 9
const margin = 6

/** Offsets from the node's middle: edges leave right 5 px apart ordered by target, and enter left ordered by source. */
export function assignPorts(edges: readonly EdgeEnds[], boxes: ReadonlyMap<string, Box>): Map<string, Ports> {
  const leaving = offsets(edges, { boxes, own: 'source', other: 'target', gap: leavingGap })
  const entering = offsets(edges, { boxes, own: 'target', other: 'source', gap: enteringGap })
  return new Map(edges.map(({ id }) => [id, { sourceY: leaving.get(id) ?? 0, targetY: entering.get(id) ?? 0 }]))
}

type Side = { boxes: ReadonlyMap<string, Box>; own: 'source' | 'target'; other: 'source' | 'target'; gap: number }

function offsets(edges: readonly EdgeEnds[], { boxes, own, other, gap }: Side): Map<string, number> {
  const result = new Map<string, number>()
  const y = (edge: EdgeEnds) => boxes.get(edge[other])?.y ?? 0
  for (const [nodeId, group] of groupBy(edges, (edge) => edge[own])) {
    const room = (boxes.get(nodeId)?.height ?? 0) - margin * 2
    const step = group.length < 2 ? 0 : Math.min(gap, room / (group.length - 1))
    const ordered = group.toSorted((a, b) => y(a) - y(b) || a.id.localeCompare(b.id))
    ordered.forEach((edge, index) => result.set(edge.id, (index - (group.length - 1) / 2) * step))
  }
  return result
}

function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item])
  return groups
}
