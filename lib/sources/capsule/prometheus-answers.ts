import { compileQuery, seriesOf, type FrozenMetrics, type Row } from '../../domain/capsule/promql/evaluate.ts'
import { parseQuery } from '../../domain/capsule/promql/parse.ts'
import { placeAfter } from '../../domain/capsule/promql/rate.ts'
import type { Selector } from '../../domain/capsule/promql/syntax.ts'
import { messageOf } from '../../domain/model/heddle-error.ts'

/** Prometheus answers at most so many steps, and so does a capsule. */
const MAX_STEPS = 11_000

/**
 * Prometheus' query API over frozen series: what the console's Prometheus adapter asks instead of the network, so that
 * every page computes from the same code (CA7). `now` (Unix milliseconds) is the moment of a question without a time.
 */
export function prometheusAnswers(metrics: FrozenMetrics, now: () => number): typeof fetch {
  return async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input)
    const params = init?.body instanceof URLSearchParams ? init.body : url.searchParams
    try {
      const query = parseQuery(params.get('query') ?? '')
      const at = Number(params.get('time') ?? now() / 1_000) * 1_000
      if (url.pathname.endsWith('/query_range'))
        return answer('matrix', overRange(compileQuery(query, metrics), params))
      if (query.type === 'selector' && query.windowSeconds !== null) return answer('matrix', raw(query, metrics, at))
      const rows = compileQuery(query, metrics)(at)
      return answer(
        'vector',
        rows.map(({ labels, value }) => ({ metric: labels, value: point(at, value) })),
      )
    } catch (error) {
      const failed = { status: 'error', errorType: 'bad_data', error: messageOf(error) }
      return Response.json(failed, { status: 400 })
    }
  }
}

function answer(resultType: 'vector' | 'matrix', result: unknown): Response {
  return Response.json({ status: 'success', data: { resultType, result } })
}

/** JSON has no NaN and no infinity: numbers are texts, as Prometheus writes them. */
function point(ms: number, value: number): [number, string] {
  return [ms / 1_000, String(value).replace('Infinity', 'Inf').replace(/^Inf/, '+Inf')]
}

function overRange(evaluate: (ms: number) => Row[], params: URLSearchParams) {
  const [start = 0, end = 0, step = 0] = ['start', 'end', 'step'].map((name) => Number(params.get(name)) * 1_000)
  if (!(step > 0) || (end - start) / step > MAX_STEPS) throw new Error('The range has too many steps.')
  const lines = new Map<string, { metric: Row['labels']; values: [number, string][] }>()
  for (let place = 0; start + place * step <= end; place++) {
    const ms = start + place * step
    for (const { labels, value } of evaluate(ms)) {
      const key = JSON.stringify(labels)
      const line = lines.get(key) ?? { metric: labels, values: [] }
      line.values.push(point(ms, value))
      lines.set(key, line)
    }
  }
  return [...lines.values()]
}

function raw(selector: Selector, metrics: FrozenMetrics, at: number) {
  const from = at - (selector.windowSeconds ?? 0) * 1_000
  return seriesOf(selector, metrics).flatMap(({ labels, times, values }) => {
    const inside: [number, string][] = []
    for (let place = placeAfter(times, from); place < placeAfter(times, at); place++)
      inside.push(point(times[place] ?? 0, values[place] ?? 0))
    return inside.length === 0 ? [] : [{ metric: { __name__: selector.metric, ...labels }, values: inside }]
  })
}
