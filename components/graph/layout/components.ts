import type { Block, Wire } from './blocks.ts'

export type Component<B extends Block> = { blocks: readonly B[]; wires: readonly Wire[] }

/** Blocks that reach each other, whichever way the wires point; in the order of their first block. */
export function componentsOf<B extends Block>(blocks: readonly B[], wires: readonly Wire[]): Component<B>[] {
  const parent = new Map(blocks.map(({ id }) => [id, id]))
  const rootOf = (id: string): string => {
    let at = id
    for (let up = parent.get(at); up !== undefined && up !== at; up = parent.get(at)) at = up
    parent.set(id, at)
    return at
  }
  for (const { source, target } of wires) parent.set(rootOf(source), rootOf(target))
  const found = new Map<string, { blocks: B[]; wires: Wire[] }>()
  for (const block of blocks) {
    const root = rootOf(block.id)
    const component = found.get(root) ?? { blocks: [], wires: [] }
    component.blocks.push(block)
    found.set(root, component)
  }
  for (const wire of wires) found.get(rootOf(wire.source))?.wires.push(wire)
  return [...found.values()]
}
