import { renderMetric } from './exposition.ts'
import type { Labels } from './report-labels.ts'

/** Counters that share their labels, one value per name; the number of label combinations is bounded. */
export class LabelledCounters<Name extends string> {
  readonly #series = new Map<string, { readonly labels: Labels; values: Readonly<Record<Name, number>> }>()
  readonly #names: readonly Name[]
  readonly #maxSeries: number

  constructor(names: readonly Name[], maxSeries: number) {
    this.#names = names
    this.#maxSeries = maxSeries
  }

  /** Adds to the counters of these labels; false when there is no room for new labels. */
  add(labels: Labels, increments: Readonly<Record<Name, number>>): boolean {
    const key = JSON.stringify(Object.entries(labels))
    const existing = this.#series.get(key)
    if (existing === undefined && this.#series.size >= this.#maxSeries) return false
    const sums = this.#names.map((name) => [name, (existing?.values[name] ?? 0) + increments[name]] as const)
    this.#series.set(key, { labels, values: valuesFrom(sums) })
    return true
  }

  /** Prometheus text of all counters. */
  render(): string {
    const series = [...this.#series.values()]
    return this.#names
      .map((name) => {
        const samples = series.map(({ labels, values }) => ({ labels, value: values[name] }))
        return renderMetric({ name, type: 'counter', samples })
      })
      .join('')
  }
}

/** Guarantee: called with one pair per name. */
function valuesFrom<Name extends string>(pairs: readonly (readonly [Name, number])[]): Record<Name, number> {
  return Object.fromEntries(pairs) as Record<Name, number>
}
