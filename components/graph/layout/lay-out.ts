import type { ElkNode } from 'elkjs/lib/elk-api.js'
import { archipelagoGraph, islandGraph, islandId } from './elk-graphs.ts'
import type { LayoutInput } from './layout-input.ts'
import { shelve } from './shelve.ts'
import { assemble, type Positions } from './positions.ts'

/** Lays out one graph; the real one runs in a worker. */
export type LayOutGraph = (graph: ElkNode) => Promise<ElkNode>

/** Each island by itself, then the islands: a namespace keeps its shape whatever surrounds it. */
export async function layOut(input: LayoutInput, layOutGraph: LayOutGraph): Promise<Positions> {
  const names = [...new Set(input.nodes.flatMap(({ island }) => (island === null ? [] : [island])))]
  const entries = await Promise.all(
    names.map(async (name) => [name, await layOutGraph(islandGraph(name, input))] as const),
  )
  const islands = new Map(entries)
  const sizes = new Map(entries.map(([name, { width = 0, height = 0 }]) => [name, { width, height }]))
  return assemble(islands, shelve(await layOutGraph(archipelagoGraph(sizes, input))), islandId)
}
