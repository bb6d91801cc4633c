import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { parseDuration, parseInstant } from '../../domain/model/time-window.ts'
import { nowMs } from '../clock.ts'
import { apiGet } from '../api.ts'
import { graphParameters, type GraphParams } from './graph.ts'

const graphComparisonSchema = () =>
  import('../../contract/graph-comparison.ts').then(({ graphComparison }) => graphComparison)

/** Itself some time earlier (a duration), or the time before a change of the ledger. */
export type ComparedWith = { kind: 'earlier'; by: string } | { kind: 'change'; id: string }

/** The graph against itself at another moment; "earlier" is counted from the moment of asking, or from the page's own. */
export function graphComparisonQuery(params: GraphParams, compared: ComparedWith) {
  const parameters = graphParameters(params)
  return queryOptions({
    queryKey: ['graph', 'compare', parameters, compared] as const,
    queryFn: ({ signal }) => {
      const query = { ...parameters, ...baseOf(params, compared) }
      return apiGet('/api/graph/compare', graphComparisonSchema, { query, signal })
    },
    placeholderData: keepPreviousData,
  })
}

function baseOf({ scope }: GraphParams, compared: ComparedWith): { baseAt?: string; change?: string } {
  if (compared.kind === 'change') return { change: compared.id }
  const at = (scope.at === undefined ? null : parseInstant(scope.at)) ?? Math.floor(nowMs() / 1_000)
  return { baseAt: String(at - (parseDuration(compared.by) ?? 3_600)) }
}
