import { wilsonInterval } from '../routing/interval.ts'
import { MIN_TRACES, type AttributeTable } from './attributes.ts'

/** Two-sided 99 % point of the normal distribution: many attributes are looked at, so chance has many tries. */
const Z99 = 2.5758293035489
/** Fewer traces on either side say nothing about the rest. */
const MIN_SIDE = 5

export interface AttributeName {
  readonly service: string
  readonly key: string
  readonly value: string
}

/** How an attribute sets the selected traces apart. Shares are of 0 to 1; `difference` is selected minus others. */
export interface Difference extends AttributeName {
  readonly selected: { readonly count: number; readonly share: number }
  readonly others: { readonly count: number; readonly share: number }
  readonly difference: number
  /** What the difference is at least, with 99 % confidence; 0 to 1. */
  readonly atLeast: number
  /** Attributes of exactly the same traces: nothing tells them from this one. */
  readonly alike: readonly AttributeName[]
}

export type Differences =
  | { readonly kind: 'ranked'; readonly differences: readonly Difference[] }
  | { readonly kind: 'too-few'; readonly side: 'selected' | 'others'; readonly count: number }

/**
 * Ranks attributes by how much more (or less) common they are among the selected traces than among the others: by the
 * end nearest to zero of the 99 % interval of the difference of the two shares (R. G. Newcombe, Statistics in Medicine
 * 17, 1998, method 10). An interval that holds zero is left out, since chance alone explains it.
 */
export function rankDifferences(table: AttributeTable, selected: ReadonlySet<number>): Differences {
  const chosen = [...selected].filter((place) => place >= 0 && place < table.traces).length
  const others = table.traces - chosen
  if (chosen < MIN_SIDE) return { kind: 'too-few', side: 'selected', count: chosen }
  if (others < MIN_SIDE) return { kind: 'too-few', side: 'others', count: others }
  const ranked = new Map<string, Difference>()
  for (const { members, ...name } of table.attributes) {
    if (members.length < MIN_TRACES) continue
    const inside = members.filter((place) => selected.has(place)).length
    const counts = { inside, chosen, outside: members.length - inside, others }
    const atLeast = leastDifference(counts)
    if (atLeast === 0) continue
    const same = members.join(',')
    const known = ranked.get(same)
    ranked.set(
      same,
      known === undefined ? differenceOf(name, counts, atLeast) : { ...known, alike: [...known.alike, name] },
    )
  }
  return { kind: 'ranked', differences: [...ranked.values()].toSorted(byWeight) }
}

interface Counts {
  readonly inside: number
  readonly chosen: number
  readonly outside: number
  readonly others: number
}

function differenceOf(name: AttributeName, counts: Counts, atLeast: number): Difference {
  const selected = { count: counts.inside, share: counts.inside / counts.chosen }
  const others = { count: counts.outside, share: counts.outside / counts.others }
  return { ...name, selected, others, difference: selected.share - others.share, atLeast, alike: [] }
}

/** The size that the difference has at least; 0 when the interval holds zero. */
export function leastDifference({ inside, chosen, outside, others }: Counts): number {
  const a = wilsonInterval(inside, chosen, Z99)
  const b = wilsonInterval(outside, others, Z99)
  const difference = a.share - b.share
  const low = difference - Math.hypot(a.share - a.low, b.high - b.share)
  const high = difference + Math.hypot(a.high - a.share, b.share - b.low)
  return Math.max(0, low, -high)
}

function byWeight(a: Difference, b: Difference): number {
  return b.atLeast - a.atLeast || Math.abs(b.difference) - Math.abs(a.difference) || (nameOf(a) < nameOf(b) ? -1 : 1)
}

const nameOf = ({ service, key, value }: AttributeName) => `${service} ${key} ${value}`
