import { draftOf, reduceDraft, type Draft } from '../../lib/domain/routing/draft.ts'
import type { Figure } from '../bench/figure.ts'
import { SeededRandom } from '../support/random.ts'

const drags = 10_000
const MOST_SHOWN = 20

/** Drags of random drafts, with locks, to random places and back; needs no running mesh. What must hold is reckoned anew here. */
export function randomDrags(): Promise<Figure[]> {
  const random = new SeededRandom(20_261_124)
  const faults = { sums: 0, ratios: 0, restored: 0 }
  let shown = 0
  for (let count = 0; count < drags; count++) {
    const before = randomDraft(random)
    const index = random.integer(0, before.weights.length - 1)
    const found = faultsOfDrag(before, index, random)
    for (const fault of found) faults[fault] += 1
    if (found.length > 0 && shown++ < MOST_SHOWN) process.stdout.write(`${found.join()} ${JSON.stringify(before)}\n`)
  }
  const figure = (name: string, value: number): Figure => ({ name, value, unit: '', limit: { atMost: 0 } })
  return Promise.resolve([
    figure(`sums that are not exact in ${drags} random drags`, faults.sums),
    figure(`others off their ratio by more than a unit, or locked ones moved, in ${drags} random drags`, faults.ratios),
    figure(`drags there and back that did not restore, of ${drags}`, faults.restored),
  ])
}

function randomDraft(random: SeededRandom): Draft {
  const count = random.integer(2, 6)
  const most = random.pick([10, 100, 1000])
  const weights = Array.from({ length: count }, () => (random.chance(0.2) ? 0 : random.integer(1, most)))
  if (!weights.some((weight) => weight > 0)) weights[0] = most
  let draft = draftOf(weights)
  for (let index = 0; index < count; index++)
    if (random.chance(0.2)) draft = reduceDraft(draft, { type: 'toggle-lock', index })
  return draft
}

type FaultName = 'sums' | 'ratios' | 'restored'

function faultsOfDrag(before: Draft, index: number, random: SeededRandom): FaultName[] {
  const sum = (weights: readonly number[]) => weights.reduce((left, right) => left + right, 0)
  const places = Array.from({ length: random.integer(1, 8) }, () => random.integer(0, before.total))
  const faults = new Set<FaultName>()
  let draft = before
  for (const weight of places) {
    draft = reduceDraft(draft, { type: 'move', index, weight })
    if (sum(draft.weights) !== sum(before.weights) || draft.weights.some((one) => one < 0 || !Number.isInteger(one)))
      faults.add('sums')
    if (!keepsRatio(before, draft, index)) faults.add('ratios')
  }
  const back = reduceDraft(draft, { type: 'move', index, weight: before.weights[index] ?? 0 })
  if (back.weights.some((weight, place) => weight !== before.weights[place])) faults.add('restored')
  return [...faults]
}

/** Locked ones stay; each other one has its share of what is left, within one unit; shares of nothing are even. */
function keepsRatio(before: Draft, after: Draft, index: number): boolean {
  const others = before.weights.flatMap((_, place) => (place === index || before.locked[place] === true ? [] : [place]))
  const isLockedKept = before.weights.every(
    (weight, place) => before.locked[place] !== true || after.weights[place] === weight,
  )
  const of = (weights: readonly number[]) => others.reduce((sum, place) => sum + (weights[place] ?? 0), 0)
  const [base, left] = [of(before.weights), of(after.weights)]
  return (
    isLockedKept &&
    others.every((place) => {
      const share = base === 0 ? left / others.length : (left * (before.weights[place] ?? 0)) / base
      return Math.abs((after.weights[place] ?? 0) - share) <= 1
    })
  )
}
