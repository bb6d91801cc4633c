import { duration, percent, perSecond, text } from '../../../lib/client/format/number.ts'
import type { Comparison, Difference } from '../../../lib/domain/graph/compare/model.ts'

/** What a difference means to somebody who is paged; `more` and `less` traffic is neither good nor bad. */
export type Verdict = 'worse' | 'better' | 'added' | 'gone' | 'more' | 'less' | 'same'

export const verdictOrder: readonly Verdict[] = ['worse', 'added', 'better', 'less', 'more', 'gone', 'same']

const meanings: Record<Difference['kind'], Verdict> = {
  slower: 'worse',
  'more-errors': 'worse',
  faster: 'better',
  'fewer-errors': 'better',
  'more-traffic': 'more',
  'less-traffic': 'less',
}

/** The worst thing that can be said of a node or an edge; only significant differences are in a comparison at all. */
export function verdictOf({ state, differences }: Comparison): Verdict {
  if (state === 'added' || state === 'gone') return state
  const found = new Set(differences.map(({ kind }) => meanings[kind]))
  return verdictOrder.find((verdict) => found.has(verdict)) ?? 'same'
}

/** The difference that its verdict rests on: the largest change among those of that meaning. */
export function mainDifference(comparison: Comparison): Difference | null {
  const verdict = verdictOf(comparison)
  const own = comparison.differences.filter(({ kind }) => meanings[kind] === verdict)
  return own.toSorted((a, b) => sizeOf(b) - sizeOf(a))[0] ?? null
}

/** How large a change is, as a factor of what was; a change from nothing is the largest. */
export function sizeOf({ base, now }: Difference): number {
  return base === 0 ? Number.POSITIVE_INFINITY : Math.abs(now - base) / base
}

/** "+567 %", "+6.5 pt", "−10 %"; errors change by points, everything else by its share. */
export function signedChange({ kind, base, now }: Difference): string {
  if (kind === 'more-errors' || kind === 'fewer-errors') return `${signed((now - base) * 100, 1)} pt`
  return base === 0 ? 'from nothing' : `${signed(((now - base) / base) * 100, 0)} %`
}

function signed(value: number, digits: number): string {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(digits)}`
}

const marks: Record<Verdict, string> = {
  worse: '▲',
  better: '▼',
  added: '+',
  gone: '−',
  more: '▵',
  less: '▿',
  same: '',
}

/** What a pill says: a shape and the signed change; null where nothing changed. */
export function changeText(comparison: Comparison): string | null {
  const verdict = verdictOf(comparison)
  if (verdict === 'same') return null
  if (verdict === 'added') return '+ new'
  if (verdict === 'gone') return '− gone'
  const main = mainDifference(comparison)
  return main === null ? null : `${marks[verdict]} ${signedChange(main)}`
}

/** Both numbers of a change: the server's own sentence, which names the percentile, else the numbers, now first. */
export function bothNumbers(comparison: Comparison): string {
  const { base, now } = comparison
  const main = mainDifference(comparison)
  if (main === null) {
    const rate = (numbers: Comparison['now']) =>
      numbers === null || numbers.rps === null ? 'none' : text(perSecond(numbers.rps))
    return `${rate(now)} from ${rate(base)}`
  }
  if (main.sentence !== '') return main.sentence.replace(/\.$/, '')
  const written = (value: number) => text(quantityOf(main.kind, value))
  return `${names[main.kind]}${written(main.now)} from ${written(main.base)}`
}

const names: Record<Difference['kind'], string> = {
  slower: '',
  faster: '',
  'more-errors': 'errors ',
  'fewer-errors': 'errors ',
  'more-traffic': '',
  'less-traffic': '',
}

function quantityOf(kind: Difference['kind'], value: number) {
  switch (kind) {
    case 'slower':
    case 'faster':
      return duration(value)
    case 'more-errors':
    case 'fewer-errors':
      return percent(value)
    case 'more-traffic':
    case 'less-traffic':
      return perSecond(value)
  }
}

export type Ranked = { id: string; comparison: Comparison; verdict: Verdict }

/** What changed, the worst and largest first. */
export function ranked(comparisons: readonly Comparison[]): Ranked[] {
  const size = ({ comparison }: Ranked) => {
    const main = mainDifference(comparison)
    return main === null ? 0 : sizeOf(main)
  }
  return comparisons
    .map((comparison) => ({ id: comparison.id, comparison, verdict: verdictOf(comparison) }))
    .filter(({ verdict }) => verdict !== 'same')
    .toSorted(
      (a, b) =>
        verdictOrder.indexOf(a.verdict) - verdictOrder.indexOf(b.verdict) ||
        (size(a) === size(b) ? 0 : size(b) - size(a)) ||
        a.id.localeCompare(b.id),
    )
}
