import type { Found } from './find.ts'
import type { GraphModel } from './graph-model.ts'

/** What stays at full strength; null means everything does. */
export type Emphasis = { nodes: ReadonlySet<string>; edges: ReadonlySet<string> } | null

export type Pointed = { kind: 'node' | 'edge'; id: string } | null

type Links = Pick<GraphModel, 'links'>

/** Hovering wins over finding: the thing itself, its edges and their other ends. */
export function emphasisOf(model: Links, { hovered, found }: { hovered: Pointed; found: Found | null }): Emphasis {
  if (hovered !== null) return around(model, hovered)
  if (found === null) return null
  const touched = model.links.filter(({ id }) => found.edges.has(id))
  return {
    nodes: new Set([...found.nodes, ...touched.flatMap(({ source, target }) => [source, target])]),
    edges: found.edges,
  }
}

function around({ links }: Links, pointed: NonNullable<Pointed>): NonNullable<Emphasis> {
  const touched = links.filter(({ id, source, target }) =>
    pointed.kind === 'edge' ? id === pointed.id : source === pointed.id || target === pointed.id,
  )
  const ends = touched.flatMap(({ source, target }) => [source, target])
  return {
    nodes: new Set(pointed.kind === 'node' ? [pointed.id, ...ends] : ends),
    edges: new Set(touched.map(({ id }) => id)),
  }
}
