import { RE2JS } from 're2js'
import { quantileOf, type Bucket } from './quantile.ts'
import { latestAt, rateAt, type Points } from './rate.ts'
import type { LabelMatcher, Query, Selector } from './syntax.ts'

export type Labels = Readonly<Record<string, string>>

/** One frozen series. */
export interface FrozenSeries extends Points {
  readonly labels: Labels
}

/** Frozen series by the name of their metric. */
export type FrozenMetrics = ReadonlyMap<string, readonly FrozenSeries[]>

/** One row of an answer. */
export interface Row {
  readonly labels: Labels
  readonly value: number
}

type Evaluation = (ms: number) => Row[]

/** The query as a function of the moment (Unix milliseconds); what does not depend on the moment is done once. */
export function compileQuery(query: Query, metrics: FrozenMetrics): Evaluation {
  const compile = (part: Query) => compileQuery(part, metrics)
  switch (query.type) {
    case 'selector':
      return each(seriesOf(query, metrics), (series, ms) => latestAt(series, ms))
    case 'rate': {
      const windowMs = (query.of.windowSeconds ?? 0) * 1_000
      return each(seriesOf(query.of, metrics), (series, ms) => rateAt(series, ms, windowMs))
    }
    case 'sum':
      return summed(query.by, compile(query.of))
    case 'mark':
      return marked(query, compile(query.of))
    case 'quantile':
      return quantiles(query.q, compile(query.of))
    case 'or':
      return either(compile(query.left), compile(query.right))
    case 'and':
      return onlyWith(query.on, { left: compile(query.left), right: compile(query.right) })
    case 'divide':
      return divided(compile(query.left), compile(query.right))
  }
}

/** The series that a selector names. */
export function seriesOf({ metric, matchers }: Selector, metrics: FrozenMetrics): FrozenSeries[] {
  const tests = matchers.map(matcherTest)
  return (metrics.get(metric) ?? []).filter(({ labels }) => tests.every((test) => test(labels)))
}

/** Patterns match whole values; each value is looked at once. */
function matcherTest({ label, operator, value }: LabelMatcher): (labels: Labels) => boolean {
  if (operator === '=' || operator === '!=') return (labels) => ((labels[label] ?? '') === value) === (operator === '=')
  const pattern = RE2JS.compile(value)
  const known = new Map<string, boolean>()
  return (labels) => {
    const text = labels[label] ?? ''
    const matches = known.get(text) ?? pattern.matches(text)
    known.set(text, matches)
    return matches === (operator === '=~')
  }
}

function each(series: readonly FrozenSeries[], valueAt: (series: FrozenSeries, ms: number) => number | null) {
  return (ms: number): Row[] =>
    series.flatMap((one) => {
      const value = valueAt(one, ms)
      return value === null ? [] : [{ labels: one.labels, value }]
    })
}

function summed(by: readonly string[], inner: Evaluation): Evaluation {
  const groups = remembered((labels) => {
    const kept: Labels = Object.fromEntries(
      by.map((name) => [name, labels[name] ?? ''] as const).filter(([, value]) => value !== ''),
    )
    return { labels: kept, key: keyOf(kept) }
  })
  return (ms) => {
    const sums = new Map<string, { labels: Labels; value: number }>()
    for (const { labels, value } of inner(ms)) {
      const group = groups(labels)
      const sum = sums.get(group.key)
      if (sum === undefined) sums.set(group.key, { labels: group.labels, value })
      else sum.value += value
    }
    return [...sums.values()]
  }
}

function marked({ label, value: mark }: { readonly label: string; readonly value: string }, inner: Evaluation) {
  const withMark = remembered((labels): Labels => ({ ...labels, [label]: mark }))
  return (ms: number): Row[] => inner(ms).map(({ labels, value }) => ({ labels: withMark(labels), value }))
}

function quantiles(q: number, inner: Evaluation): Evaluation {
  const outlines = remembered(({ le: _le, ...labels }) => ({ labels, key: keyOf(labels) }))
  return (ms) => {
    const found = new Map<string, { labels: Labels; buckets: Bucket[] }>()
    for (const { labels, value } of inner(ms)) {
      const { key, labels: kept } = outlines(labels)
      const histogram = found.get(key) ?? { labels: kept, buckets: [] }
      histogram.buckets.push({ upper: Number((labels['le'] ?? '').replace('+Inf', 'Infinity')), count: value })
      found.set(key, histogram)
    }
    return [...found.values()].map(({ labels, buckets }) => ({ labels, value: quantileOf(q, buckets) }))
  }
}

/** All of the left, and of the right what has no partner there. */
function either(left: Evaluation, right: Evaluation): Evaluation {
  const key = remembered(keyOf)
  return (ms) => {
    const rows = left(ms)
    const known = new Set(rows.map(({ labels }) => key(labels)))
    return [...rows, ...right(ms).filter(({ labels }) => !known.has(key(labels)))]
  }
}

function onlyWith(on: readonly string[], { left, right }: { readonly left: Evaluation; readonly right: Evaluation }) {
  const part = (labels: Labels) => JSON.stringify(on.map((name) => labels[name] ?? ''))
  return (ms: number): Row[] => {
    const partners = new Set(right(ms).map(({ labels }) => part(labels)))
    return left(ms).filter(({ labels }) => partners.has(part(labels)))
  }
}

function divided(left: Evaluation, right: Evaluation): Evaluation {
  const key = remembered(keyOf)
  return (ms) => {
    const divisors = new Map(right(ms).map(({ labels, value }) => [key(labels), value]))
    return left(ms).flatMap(({ labels, value }) => {
      const divisor = divisors.get(key(labels))
      return divisor === undefined ? [] : [{ labels, value: value / divisor }]
    })
  }
}

/** Labels of a series are one object for all moments: what follows from them is worked out once. */
function remembered<T>(work: (labels: Labels) => T): (labels: Labels) => T {
  const known = new WeakMap<Labels, { readonly value: T }>()
  return (labels) => {
    const found = known.get(labels)
    if (found !== undefined) return found.value
    const value = work(labels)
    known.set(labels, { value })
    return value
  }
}

function keyOf(labels: Labels): string {
  return JSON.stringify(Object.entries(labels).toSorted(([a], [b]) => (a < b ? -1 : 1)))
}
