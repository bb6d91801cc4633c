import { matchesFind } from '../../../lib/domain/graph/find-expression/evaluate.ts'
import type { FindExpression } from '../../../lib/domain/graph/find-expression/expression.ts'
import { findSubjects } from '../../../lib/domain/graph/find-expression/subjects.ts'
import type { GraphModel } from './graph-model.ts'

export type Found = { nodes: ReadonlySet<string>; edges: ReadonlySet<string> }

/** Nodes and edges the expression is true of; of a folded island, what it adds up to. */
export function findInModel({ cards, links }: Pick<GraphModel, 'cards' | 'links'>, expression: FindExpression): Found {
  const nodes = new Map(
    cards.map(({ id, node, status }) => [id, { ...node, health: { ...node.health, status } }] as const),
  )
  const subjects = findSubjects(nodes, links)
  const found = (of: typeof subjects.nodes) =>
    new Set([...of].filter(([, subject]) => matchesFind(expression, subject)).map(([id]) => id))
  return { nodes: found(subjects.nodes), edges: found(subjects.edges) }
}
