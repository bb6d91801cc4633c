import { placePills } from '../geometry/pills.ts'
import type { Point } from '../geometry/shapes.ts'
import type { Link, PillContent } from '../model/graph-model.ts'
import type { Picture } from '../model/picture.ts'
import { pillWidth } from './pill-width.ts'

/** A pill with its middle. */
export type PlacedPill = { link: Link; content: PillContent; at: Point }

const pillBudget = 200

/** The pills of a picture, each where it covers nothing. */
export function placedPills(links: readonly Link[], picture: Picture, selectedEdge: string | null): PlacedPill[] {
  const pills = pillsOf(links, selectedEdge)
  const wanted = pills.flatMap(({ link, content }) => {
    const curve = picture.curves.get(link.id)
    return curve === undefined
      ? []
      : [{ id: link.id, width: pillWidth(content), curve, selected: link.id === selectedEdge }]
  })
  const places = placePills(wanted, [...picture.cards.values()])
  return pills.flatMap(({ link, content }) => {
    const at = places.get(link.id)
    return at === undefined ? [] : [{ link, content, at }]
  })
}

/** Above the budget only what is wrong, chosen or busiest keeps its pill. */
function pillsOf(links: readonly Link[], selectedEdge: string | null): { link: Link; content: PillContent }[] {
  const all = links.flatMap((link) => (link.pill === null ? [] : [{ link, content: link.pill }]))
  if (all.length <= pillBudget) return all
  const urgent = ({ link, content }: (typeof all)[number]) =>
    Number(link.id === selectedEdge) * 2 + Number(content.mark !== null)
  return all
    .toSorted((a, b) => urgent(b) - urgent(a) || (b.link.edge.rps ?? 0) - (a.link.edge.rps ?? 0))
    .slice(0, pillBudget)
}
