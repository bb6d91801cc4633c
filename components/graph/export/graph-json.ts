import type { Drawn } from './graph-drawing.tsx'

/** The current view as data: nodes and edges as the server told them, and where each stands. */
export function graphJson({ model, picture }: Pick<Drawn, 'model' | 'picture'>, about: ExportAbout): string {
  const cards = model.cards.filter(({ gone }) => !gone)
  const places = cards.flatMap(({ id }) => {
    const box = picture.cards.get(id)
    return box === undefined ? [] : [[id, { x: box.x, y: box.y }] as const]
  })
  const content = {
    ...about,
    nodes: cards.map(({ node }) => node),
    edges: model.links.filter(({ gone }) => !gone).map(({ edge }) => edge),
    positions: Object.fromEntries(places),
  }
  return `${JSON.stringify(content, null, 2)}\n`
}

/** What the picture shows: namespaces, none for all; the kind of nodes; when (Unix seconds); over how long. */
export type ExportAbout = { type: string; namespaces: readonly string[]; at: number; windowSeconds: number }

/** Names the file and the picture: `graph bookinfo 2026-11-24T14:36:05Z`. */
export function exportName({ namespaces, at }: ExportAbout): string {
  const time = new Date(at * 1_000).toISOString().replace('.000', '')
  const names = namespaces.length === 0 ? 'all namespaces' : namespaces.join(', ')
  return `graph ${names} ${time}`
}
