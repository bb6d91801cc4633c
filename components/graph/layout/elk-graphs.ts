import type { ElkNode } from 'elkjs/lib/elk-api.js'
import {
  boxPadding,
  columnGap,
  islandColumnGap,
  islandGap,
  islandPadding,
  rowGap,
  type LayoutEdge,
  type LayoutInput,
  type LayoutNode,
} from './layout-input.ts'

const common = {
  'elk.algorithm': 'layered',
  'elk.direction': 'RIGHT',
  'elk.layered.crossingMinimization.strategy': 'LAYER_SWEEP',
  'elk.layered.nodePlacement.strategy': 'BRANDES_KOEPF',
  'elk.layered.nodePlacement.bk.fixedAlignment': 'BALANCED',
  'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
  'elk.separateConnectedComponents': 'true',
}

const padding = ({ side, top, bottom }: { side: number; top: number; bottom: number }) =>
  `[top=${top},left=${side},bottom=${bottom},right=${side}]`

/** The graph inside one island: apps with several versions are boxes, and edges that leave the island do not count. */
export function islandGraph(island: string, input: LayoutInput): ElkNode {
  const members = input.nodes.filter((node) => node.island === island)
  const ids = new Set(members.map(({ id }) => id))
  const edges = input.edges.filter(({ source, target }) => ids.has(source) && ids.has(target))
  return {
    id: island,
    layoutOptions: {
      ...common,
      'elk.hierarchyHandling': 'INCLUDE_CHILDREN',
      'elk.layered.spacing.nodeNodeBetweenLayers': String(columnGap),
      'elk.spacing.nodeNode': String(rowGap),
      'elk.spacing.componentComponent': String(rowGap),
      'elk.padding': padding(islandPadding),
    },
    children: boxed(members),
    edges: elkEdges(edges),
  }
}

function boxed(members: readonly LayoutNode[]): ElkNode[] {
  const boxes = [...new Set(members.flatMap(({ box }) => (box === null ? [] : [box])))]
  const loose = members.filter(({ box }) => box === null).map(elkNode)
  const inBoxes = boxes.map((box) => ({
    id: boxId(box),
    layoutOptions: { 'elk.padding': padding(boxPadding), 'elk.spacing.nodeNode': '8' },
    children: members.filter((node) => node.box === box).map(elkNode),
  }))
  return [...loose, ...inBoxes]
}

export const boxId = (box: string) => `box:${box}`

const elkNode = ({ id, width, height }: LayoutNode): ElkNode => ({ id, width, height })

const elkEdges = (edges: readonly LayoutEdge[]) =>
  edges
    .filter(({ source, target }) => source !== target)
    .map(({ source, target }, index) => ({ id: `e${index}`, sources: [source], targets: [target] }))

/** The graph of islands and of the nodes that are in none. */
export function archipelagoGraph(
  islands: ReadonlyMap<string, { width: number; height: number }>,
  input: LayoutInput,
): ElkNode {
  const loose = input.nodes.filter(({ island }) => island === null)
  const home = new Map(input.nodes.map(({ id, island }) => [id, island === null ? id : islandId(island)]))
  const between = new Map<string, LayoutEdge>()
  for (const edge of input.edges) {
    const source = home.get(edge.source)
    const target = home.get(edge.target)
    if (source !== undefined && target !== undefined) between.set(`${source} ${target}`, { source, target })
  }
  return {
    id: 'archipelago',
    layoutOptions: {
      ...common,
      'elk.layered.spacing.nodeNodeBetweenLayers': String(islandColumnGap),
      'elk.spacing.nodeNode': String(islandGap),
      'elk.spacing.componentComponent': String(islandGap),
      'elk.padding': padding({ side: 0, top: 0, bottom: 0 }),
    },
    children: [...[...islands].map(([island, size]) => ({ id: islandId(island), ...size })), ...loose.map(elkNode)],
    edges: elkEdges([...between.values()]),
  }
}

export const islandId = (island: string) => `island:${island}`
