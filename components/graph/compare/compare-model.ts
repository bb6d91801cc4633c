import type { GraphComparison } from '../../../lib/contract/graph-comparison.ts'
import type { Comparison } from '../../../lib/domain/graph/compare/model.ts'
import { percent, text } from '../../../lib/client/format/number.ts'
import { buildModel } from '../model/build-model.ts'
import type { Card, GraphModel, Link } from '../model/graph-model.ts'
import { changeText, verdictOf, type Verdict } from './verdicts.ts'

const looks: Record<Verdict, Pick<Link, 'stroke' | 'tone'>> = {
  worse: { stroke: 'failing' },
  better: { stroke: 'healthy' },
  added: { stroke: 'healthy', tone: 'added' },
  gone: { stroke: 'idle' },
  more: { stroke: 'healthy', tone: 'unchanged' },
  less: { stroke: 'healthy', tone: 'unchanged' },
  same: { stroke: 'healthy', tone: 'unchanged' },
}

/** Both moments on one map: edges are coloured by change alone, pills carry the signed difference. */
export function compareModel(
  comparison: Pick<GraphComparison, 'nodes' | 'edges' | 'nodeDifferences' | 'edgeDifferences'>,
): GraphModel {
  const model = buildModel(comparison, { metric: 'rps', mtls: false })
  const edges = new Map(comparison.edgeDifferences.map((difference) => [difference.id, difference]))
  const nodes = new Map(comparison.nodeDifferences.map((difference) => [difference.id, difference]))
  return {
    ...model,
    cards: model.cards.map((card) => comparedCard(card, nodes.get(card.id))),
    links: model.links.map((link) => comparedLink(link, edges.get(link.id))),
  }
}

function comparedLink(link: Link, comparison: Comparison | undefined): Link {
  if (comparison === undefined) return link
  const verdict = verdictOf(comparison)
  const words = changeText(comparison)
  return {
    ...link,
    ...looks[verdict],
    pill: words === null ? null : { text: words, mark: null, lock: null, lockText: null },
    label: words === null ? `${link.label}, no change` : `${link.label}, ${verdictWords[verdict]} ${words}`,
  }
}

/** A node whose errors changed shows both numbers instead of its load. */
function comparedCard(card: Card, comparison: Comparison | undefined): Card {
  if (comparison === undefined) return card
  if (comparison.state === 'added') return { ...card, metric: 'new' }
  if (comparison.state === 'gone') return { ...card, metric: 'gone', status: 'idle' }
  const errors = comparison.differences.find(({ kind }) => kind === 'more-errors' || kind === 'fewer-errors')
  if (errors === undefined) return card
  return { ...card, metric: `${text(percent(errors.base))} → ${text(percent(errors.now))}` }
}

export const verdictWords: Record<Verdict, string> = {
  worse: 'worse',
  better: 'better',
  added: 'new',
  gone: 'gone',
  more: 'more traffic',
  less: 'less traffic',
  same: 'no change',
}
