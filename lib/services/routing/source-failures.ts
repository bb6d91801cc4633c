import type { SourceFailure } from '../../contract/source-failure.ts'
import type { Deps } from '../deps.ts'

/** What is missing on a routing page and since when: the sources that fail now, and the one that just did. */
export function sourceFailures(deps: Deps, metricsFailure: string | null): SourceFailure[] {
  const kubernetes = deps.kubernetes.snapshot('VirtualService').failure
  const since = (source: string) => deps.sourceStates().find((state) => state.source === source)?.since ?? null
  return [
    ...(kubernetes === null
      ? []
      : [{ source: 'kubernetes' as const, message: kubernetes, since: since('kubernetes') }]),
    ...(metricsFailure === null
      ? []
      : [{ source: 'prometheus' as const, message: metricsFailure, since: since('prometheus') }]),
  ]
}
