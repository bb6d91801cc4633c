import { setTimeout as delay } from 'node:timers/promises'
import type { MeshState } from '../support/mesh-instance.ts'
import { graphOf, scalar, type Graph } from './console-api.ts'
import type { Figure } from './figure.ts'

const expected = [
  ['istio-ingressgateway', 'productpage-v1'],
  ['productpage-v1', 'details-v1'],
  ['productpage-v1', 'reviews-v1'],
  ['productpage-v1', 'reviews-v2'],
  ['reviews-v2', 'ratings-v1'],
] as const

/** Whether the graph tells what the generator did, over one full window. */
export async function truth(state: MeshState): Promise<Figure[]> {
  await delay(75_000) // one window of 60 s and three scrapes must lie after the start
  const graph = await graphOf(state)
  const sent = await scalar(state, 'sum(rate(heddle_traffic_requests_total[60s]))')
  const names = namesOf(graph)
  const named = graph.edges.map((edge) => ({ edge, from: names(edge.source), to: names(edge.target) }))
  const missing = expected.filter(([from, to]) => !named.some((one) => one.from === from && one.to === to))
  const known = /^(istio-ingressgateway|productpage-v1|details-v1|reviews-v[123]|ratings-v1|ratings-store.*)$/
  const invented = named.filter(({ from, to }) => !known.test(from) || !known.test(to))
  const entering = named
    .filter(({ to }) => to === 'productpage-v1')
    .reduce((total, { edge }) => total + (edge.rps ?? 0), 0)
  const plain = named.filter(({ edge }) => edge.mtls.state !== 'mutual' || edge.mtls.ratio !== 1)
  return [
    {
      name: 'edge RPS against the generator over 60 s, difference',
      value: Math.abs(entering / sent - 1) * 100,
      unit: '%',
      limit: { atMost: 5 },
    },
    { name: 'Bookinfo edges missing', value: missing.length, unit: '', limit: { atMost: 0 } },
    { name: 'edges invented', value: invented.length, unit: '', limit: { atMost: 0 } },
    {
      name: 'in-mesh edges whose mTLS is not mutual with ratio 1',
      value: plain.length,
      unit: '',
      limit: { atMost: 0 },
    },
    {
      name: 'edges whose principals are wrong',
      value: named.filter(wrongPrincipal).length,
      unit: '',
      limit: { atMost: 0 },
    },
    { name: 'PromQL queries of the graph', value: graph.queries, unit: '', limit: { atMost: 8 } },
  ]
}

type NamedEdge = { edge: Graph['edges'][number]; from: string; to: string }

function wrongPrincipal({ edge, from }: NamedEdge): boolean {
  const [app] = from.split('-v')
  const account =
    from === 'istio-ingressgateway' ? 'istio-system/sa/istio-ingressgateway' : `bookinfo/sa/bookinfo-${app ?? ''}`
  return edge.mtls.sourcePrincipals.length !== 1 || !edge.mtls.sourcePrincipals.every((one) => one.includes(account))
}

function namesOf({ nodes }: Graph): (id: string) => string {
  const byId = new Map(nodes.map((node) => [node.id, node.workload ?? node.name]))
  return (id) => byId.get(id) ?? id
}
