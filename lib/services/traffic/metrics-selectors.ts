import type { EdgeDraft } from '../../domain/graph/draft.ts'
import type { GraphNode } from '../../domain/graph/model.ts'
import type { ObjectMetricsRequest } from '../../contract/object-metrics.ts'
import type { SeriesSelector } from '../../sources/metrics-port.ts'

type Asked = Pick<ObjectMetricsRequest, 'target' | 'namespace' | 'name' | 'namespaces' | 'direction' | 'reporter'>
type Ends = Omit<SeriesSelector, 'reporter'>

/** More series than that in one query are left out; a thing has one or two unless many callees report nothing. */
const MOST_SELECTORS = 60

/**
 * Which series make up the traffic of a thing so that each request counts once. What it receives is counted by callees;
 * callers add what never arrived and what callees without a proxy can't tell. What it sends is counted by itself.
 */
export function metricsSelectors(asked: Asked, edges: readonly EdgeDraft[]): SeriesSelector[] {
  const ends = endsOf(asked)
  const { reporter } = asked
  if (reporter !== 'auto') return ends.map((end) => ({ reporter, ...end }))
  if (asked.direction === 'outbound') return ends.map((end) => ({ reporter: 'source', ...end }))
  const reports = edges.flatMap(({ calls, connections }) => [...calls, ...connections])
  const spoken = new Set(reports.filter((one) => one.reporter === 'destination').map(calleeKey))
  const silent = new Map(
    reports
      .filter(
        (one) => one.reporter === 'source' && one.destinationWorkload !== 'unknown' && !spoken.has(calleeKey(one)),
      )
      .map((one) => [calleeKey(one), one]),
  )
  if (spoken.size === 0) return ends.map((end) => ({ reporter: 'source', ...end }))
  return [
    ...ends.map((end) => ({ reporter: 'destination' as const, ...end })),
    ...ends.map((end) => ({ reporter: 'source' as const, ...end, neverArrived: true })),
    ...[...silent.values()].flatMap(({ destinationWorkload, destinationNamespace }) =>
      ends.map((end) => ({ reporter: 'source' as const, ...end, destinationWorkload, destinationNamespace })),
    ),
  ].slice(0, MOST_SELECTORS)
}

interface Report {
  readonly destinationNamespace: string
  readonly destinationWorkload: string
}

const calleeKey = ({ destinationNamespace, destinationWorkload }: Report) =>
  `${destinationNamespace}/${destinationWorkload}`

function endsOf({ target, namespace, name, namespaces, direction }: Asked): Ends[] {
  const outbound = direction === 'outbound'
  switch (target) {
    case 'workload':
      return [
        outbound
          ? { sourceWorkload: name, sourceNamespace: namespace }
          : { destinationWorkload: name, destinationNamespace: namespace },
      ]
    case 'app':
      return [
        outbound
          ? { sourceCanonicalService: name, sourceNamespace: namespace }
          : { destinationCanonicalService: name, destinationNamespace: namespace },
      ]
    case 'service':
      return [{ destinationServiceName: name, destinationServiceNamespace: namespace }]
    case 'namespace':
      return [outbound ? { sourceNamespace: namespace } : { destinationNamespace: namespace }]
    case 'mesh':
      return namespaces.length === 0 ? [{}] : namespaces.map((one) => ({ destinationNamespace: one }))
  }
}

/** Whether an edge leads into the thing. */
export function leadsInto({ target, namespace, name, namespaces }: Asked, node: GraphNode): boolean {
  switch (target) {
    case 'workload':
      return node.namespace === namespace && node.workload === name
    case 'app':
      return node.namespace === namespace && node.app === name
    case 'service':
      return node.namespace === namespace && node.service === name
    case 'namespace':
      return node.namespace === namespace
    case 'mesh':
      return namespaces.length === 0 || (node.namespace !== null && namespaces.includes(node.namespace))
  }
}
