import type { PatternCompiler } from '../../../lib/domain/graph/find-expression/expression.ts'
import { parseFind } from '../../../lib/domain/graph/find-expression/parser.ts'
import { findInModel } from '../model/find.ts'
import type { GraphModel } from '../model/graph-model.ts'

export type Hidden = { model: GraphModel; hidden: number }

/** The model without what the expression is true of: nodes go with their edges. A wrong expression hides nothing. */
export function hideInModel(model: GraphModel, expression: string, compile: PatternCompiler | null = null): Hidden {
  const parsed = parseFind(expression, compile)
  if (!parsed.ok || parsed.expression === null) return { model, hidden: 0 }
  const gone = findInModel(model, parsed.expression)
  if (gone.nodes.size + gone.edges.size === 0) return { model, hidden: 0 }
  const stays = (id: string) => !gone.nodes.has(id)
  const links = model.links.filter(({ id, source, target }) => !gone.edges.has(id) && stays(source) && stays(target))
  const left = {
    cards: model.cards.filter(({ id }) => stays(id)),
    links,
    islands: withoutMembers(model.islands, stays),
    boxes: withoutMembers(model.boxes, stays),
  }
  return { model: left, hidden: gone.nodes.size + (model.links.length - links.length) }
}

function withoutMembers<Group extends { members: readonly string[] }>(
  groups: readonly Group[],
  stays: (id: string) => boolean,
): Group[] {
  return groups
    .map((group) => ({ ...group, members: group.members.filter(stays) }))
    .filter(({ members }) => members.length > 0)
}
