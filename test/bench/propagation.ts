import type { MeshState } from '../support/mesh-instance.ts'
import { eventually } from '../support/mesh-instance.ts'
import { scalar } from './console-api.ts'
import { quantile, type Figure } from './figure.ts'
import { reviewsRoute } from './reviews-route.ts'

const changes = 200

/** 200 weight changes under load: how long until every proxy has acknowledged, and whether any request failed. */
export async function propagation(state: MeshState): Promise<Figure[]> {
  const route = await reviewsRoute(state)
  const failedBefore = await failedRequests(state)
  const sentBefore = await scalar(state, 'sum(heddle_traffic_requests_total)')
  const durations: number[] = []
  for (let index = 0; index < changes; index++) {
    const { resourceVersion, acceptedAt } = await route.setWeights(index % 2 === 0 ? [10, 90] : [90, 10])
    durations.push((await acknowledgedAt(state, resourceVersion)) - acceptedAt)
  }
  await eventually('a scrape after the last change', 20_000, async () =>
    (await scalar(state, 'sum(heddle_traffic_requests_total)')) > sentBefore ? true : undefined,
  )
  return [
    { name: 'write accepted to all proxies ACKed, p50', value: quantile(durations, 0.5), unit: 'ms' },
    {
      name: `write accepted to all proxies ACKed, p99 of ${changes}`,
      value: quantile(durations, 0.99),
      unit: 'ms',
      limit: { atMost: 1_000 },
    },
    {
      name: `failed requests in ${changes} weight changes`,
      value: (await failedRequests(state)) - failedBefore,
      unit: '',
      limit: { atMost: 0 },
    },
    {
      name: 'requests meanwhile',
      value: (await scalar(state, 'sum(heddle_traffic_requests_total)')) - sentBefore,
      unit: '',
    },
  ]
}

/** Milliseconds since the epoch at which the last proxy acknowledged this version of the route. */
export function acknowledgedAt({ controlPlane }: MeshState, resourceVersion: string): Promise<number> {
  return eventually('the last ACK', 10_000, async () => {
    const response = await fetch(`${controlPlane.debug}/debug/acks?resource=VirtualService/bookinfo/reviews`)
    const acks = (await response.json()) as { resourceVersion: string; allAckedAt: string | null }
    return acks.resourceVersion === resourceVersion && acks.allAckedAt !== null
      ? Date.parse(acks.allAckedAt)
      : undefined
  })
}

/** Requests that the generator or any sidecar saw fail. */
export async function failedRequests(state: MeshState): Promise<number> {
  const [generator, sidecars] = await Promise.all([
    scalar(state, 'sum(heddle_traffic_requests_total{code!="200"})'),
    scalar(state, 'sum(istio_requests_total{reporter="source",response_code!~"2..|3.."})'),
  ])
  return generator + sidecars
}
