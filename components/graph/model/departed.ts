import type { Card, GraphModel, Link } from './graph-model.ts'

/** So long what is gone stays in the picture, faded (rule L9). */
export const fadeMs = 15_000

type Moment = { key: string; model: GraphModel; atMs: number }

/**
 * Remembers what was there: a card or link that the next answer lacks is drawn faded for 15 s, so that nothing
 * disappears under the reader's eyes. `key` names the question and all that hides or folds: another one forgets all.
 */
export function createDepartures(): (moment: Moment) => GraphModel {
  let last: Moment | null = null
  let leaving: Leaving = { cards: new Map(), links: new Map() }
  let shown: GraphModel | null = null
  return (moment) => {
    if (last !== null && shown !== null && last.key === moment.key && last.model === moment.model) return shown
    leaving =
      last === null || last.key !== moment.key ? { cards: new Map(), links: new Map() } : left(leaving, last, moment)
    last = moment
    shown = withLeaving(moment.model, leaving)
    return shown
  }
}

type Leaving = {
  cards: ReadonlyMap<string, { item: Card; sinceMs: number }>
  links: ReadonlyMap<string, { item: Link; sinceMs: number }>
}

function left(before: Leaving, last: Moment, { model, atMs }: Moment): Leaving {
  return {
    cards: stillLeaving(before.cards, last.model.cards, { present: model.cards, atMs }),
    links: stillLeaving(before.links, last.model.links, { present: model.links, atMs }),
  }
}

function stillLeaving<T extends { id: string }>(
  before: ReadonlyMap<string, { item: T; sinceMs: number }>,
  previous: readonly T[],
  { present, atMs }: { present: readonly T[]; atMs: number },
): Map<string, { item: T; sinceMs: number }> {
  const here = new Set(present.map(({ id }) => id))
  const all = new Map([...previous.map((item) => [item.id, { item, sinceMs: atMs }] as const), ...before])
  return new Map([...all].filter(([id, { sinceMs }]) => !here.has(id) && atMs - sinceMs < fadeMs))
}

function withLeaving(model: GraphModel, { cards, links }: Leaving): GraphModel {
  if (cards.size === 0 && links.size === 0) return model
  const gone = [...cards.values()].map(({ item }) => goneCard(item))
  const all = new Set([...model.cards, ...gone].map(({ id }) => id))
  const goneLinks = [...links.values()].flatMap(({ item }) =>
    all.has(item.source) && all.has(item.target) ? [goneLink(item)] : [],
  )
  return {
    ...model,
    cards: [...model.cards, ...gone],
    links: [...model.links, ...goneLinks],
    islands: model.islands.map((island) => ({
      ...island,
      members: [...island.members, ...gone.filter((card) => card.island === island.name).map(({ id }) => id)],
    })),
  }
}

function goneCard(card: Card): Card {
  return { ...card, gone: true, metric: 'gone', status: 'idle', badges: [], label: `${card.node.name}, gone` }
}

function goneLink(link: Link): Link {
  return { ...link, gone: true, stroke: 'idle', width: 1.4, pill: null, label: `${link.label}, gone` }
}
