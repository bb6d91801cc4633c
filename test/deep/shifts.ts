import { quantile, type Figure } from '../bench/figure.ts'
import { acknowledgedAt, failedRequests } from '../bench/propagation.ts'
import { reviewsRoute } from '../bench/reviews-route.ts'
import { eventually, type MeshInstance } from '../support/mesh-instance.ts'
import { kill } from './kill.ts'

const changes = 1_000
const restarts = 20

/** Many weight changes under traffic: none may fail a request. */
export async function manyShifts({ state }: MeshInstance): Promise<Figure[]> {
  const route = await reviewsRoute(state)
  const failed = await failedRequests(state)
  const durations: number[] = []
  for (let index = 0; index < changes; index++) {
    const share = (index * 37) % 101
    const { resourceVersion, acceptedAt } = await route.setWeights([share, 100 - share])
    durations.push((await acknowledgedAt(state, resourceVersion)) - acceptedAt)
  }
  return [
    {
      name: `failed requests in ${changes} weight changes`,
      value: (await failedRequests(state)) - failed,
      unit: '',
      limit: { atMost: 0 },
    },
    {
      name: `write accepted to all proxies ACKed, p99 of ${changes}`,
      value: quantile(durations, 0.99),
      unit: 'ms',
      limit: { atMost: 1_000 },
    },
  ]
}

/** A control plane that is killed again and again costs no request, and the next change reaches every proxy soon. */
export async function controlPlaneRestarts({ state, dir }: MeshInstance): Promise<Figure[]> {
  const failed = await failedRequests(state)
  const route = await reviewsRoute(state)
  const seconds: number[] = []
  for (let index = 0; index < restarts; index++) {
    kill(dir, 'control-plane')
    const started = Date.now()
    const { resourceVersion } = await route.setWeights(index % 2 === 0 ? [50, 50] : [90, 10])
    await eventually('the route on every proxy', 30_000, () => acknowledgedAt(state, resourceVersion))
    seconds.push((Date.now() - started) / 1000)
  }
  return [
    {
      name: `failed requests over ${restarts} killed control planes`,
      value: (await failedRequests(state)) - failed,
      unit: '',
      limit: { atMost: 0 },
    },
    {
      name: 'slowest recovery after a killed control plane',
      value: Math.max(...seconds),
      unit: 's',
      limit: { atMost: 5 },
    },
  ]
}
