import type { PropagationRequest, PropagationResponse } from '../../contract/mesh.ts'
import { propagationOf } from '../../domain/mesh-facts/propagation.ts'
import { HeddleError, messageOf } from '../../domain/model/heddle-error.ts'
import { addBucket, quantile, type Buckets } from '../../domain/telemetry/histogram.ts'
import type { ControlPlaneInstance, ControlPlaneMetrics } from '../../sources/metrics-port.ts'
import type { Call } from '../deps.ts'

/**
 * How long changes took to reach each proxy, from the control plane's own metrics. They speak of the whole mesh.
 * @throws HeddleError FORBIDDEN for readers of a part
 */
export async function getPropagation({
  deps,
  principal,
  input,
  signal,
}: Call<PropagationRequest>): Promise<PropagationResponse> {
  if (principal.namespaces !== 'all')
    throw new HeddleError(
      'FORBIDDEN',
      'How the control plane works is shown only to those who may see every namespace.',
    )
  try {
    return answerOf(await deps.meshMetrics.controlPlane(input.window, signal), input.window)
  } catch (error) {
    signal?.throwIfAborted()
    const degraded = [{ source: 'prometheus' as const, message: messageOf(error), since: null }]
    return { ...nothing, windowSeconds: input.window, degraded }
  }
}

const nothing = {
  bars: [],
  count: 0,
  p50: null,
  p99: null,
  pushes: {},
  rejects: {},
  instances: [],
  evidence: [],
}

function answerOf(metrics: ControlPlaneMetrics, windowSeconds: number): PropagationResponse {
  const { instances, pushes, rejects, query } = metrics
  const all: Buckets = new Map()
  for (const { convergence } of instances)
    for (const [upper, perSecond] of convergence) addBucket(all, upper, perSecond)
  const { bars, ...numbers } = propagationOf(all, windowSeconds)
  return {
    windowSeconds,
    degraded: [],
    bars: bars.map((bar) => ({ ...bar })),
    ...numbers,
    pushes: { ...pushes },
    rejects: { ...rejects },
    instances: instances.filter(({ proxies }) => proxies !== null).map(instanceOf),
    evidence: [{ name: 'control plane', ...query, windowSeconds, reporter: 'both' }],
  }
}

function instanceOf({
  convergence,
  startedAt,
  ...known
}: ControlPlaneInstance): PropagationResponse['instances'][number] {
  return {
    ...known,
    p99: quantile(0.99, new Map(convergence)),
    startedAt: startedAt === null ? null : new Date(startedAt).toISOString(),
  }
}
