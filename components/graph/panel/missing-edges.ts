import { edgeId } from '../../../lib/domain/graph/identity.ts'
import type { Card, Link } from '../model/graph-model.ts'
import { fullTitle } from '../views/full-title.ts'

/** With more nodes nearly everything is missing, which says nothing. */
const most = 3

/** Calls between these nodes that the picture does not show, as HTTP edges that can be asked about. */
export function missingEdges(
  cards: readonly Card[],
  links: readonly Pick<Link, 'source' | 'target'>[],
): { id: string; words: string }[] {
  if (cards.length > most) return []
  const seen = new Set(links.map(({ source, target }) => `${source} ${target}`))
  return cards.flatMap((source) =>
    cards
      .filter((target) => target.id !== source.id && !seen.has(`${source.id} ${target.id}`))
      .map((target) => ({
        id: edgeId(source.id, target.id, 'http'),
        words: `${fullTitle(source)} → ${fullTitle(target)}`,
      })),
  )
}
