import type { Plan, PlanGuard, PlanSpec } from './plan.ts'

export const exportTargets = ['argo-rollout', 'flagger-canary'] as const
export type ExportTarget = (typeof exportTargets)[number]

/** The same plan for another tool: its objects, and what they can't say. */
export interface ExportedPlan {
  readonly objects: readonly Readonly<Record<string, unknown>>[]
  readonly missing: readonly string[]
}

/** A plan for a tool that steers from Git. `destinationRule` is the one that defines the subsets, null where there is none. */
export function exportPlan(
  plan: Pick<Plan, 'spec'>,
  target: ExportTarget,
  destinationRule: string | null,
): ExportedPlan {
  switch (target) {
    case 'argo-rollout':
      return argoRollout(plan.spec, destinationRule)
    case 'flagger-canary':
      return flaggerCanary(plan.spec)
  }
}

function argoRollout(spec: PlanSpec, destinationRule: string | null): ExportedPlan {
  const { namespace, name, rule, candidate, stable, steps, guards } = spec
  const template = `${name}-guards`
  const rollout = {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Rollout',
    metadata: { name, namespace },
    spec: {
      workloadRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: `${candidate.host}-${candidate.subset ?? 'v2'}` },
      strategy: {
        canary: {
          trafficRouting: {
            istio: {
              virtualService: { name, ...(rule.includes('/') ? {} : { routes: [rule] }) },
              ...(destinationRule === null
                ? {}
                : {
                    destinationRule: {
                      name: destinationRule,
                      canarySubsetName: candidate.subset,
                      stableSubsetName: stable.subset,
                    },
                  }),
            },
          },
          ...(guards.length === 0 ? {} : { analysis: { templates: [{ templateName: template }], startingStep: 1 } }),
          steps: steps.flatMap(({ percent, holdSeconds }) => [
            { setWeight: percent },
            ...(holdSeconds > 0 ? [{ pause: { duration: `${holdSeconds}s` } }] : []),
          ]),
        },
      },
    },
  }
  return {
    objects: guards.length === 0 ? [rollout] : [rollout, analysisTemplate(spec, template)],
    missing: [
      'Hold on too little traffic: a step ends with its time, however few requests it had.',
      '95 % intervals: the analysis compares the plain numbers, so chance can fail a good version.',
      ...(spec.onFailure === 'pause' ? ['Pause on failure: a failed analysis aborts the Rollout.'] : []),
      ...(destinationRule === null ? ['Subsets: no DestinationRule defines them.'] : []),
      'The Deployment that workloadRef names is a guess from host and subset: check it.',
    ],
  }
}

function analysisTemplate(spec: PlanSpec, name: string): Record<string, unknown> {
  const metrics = spec.guards.map((guard, place) => ({
    name: `guard-${place + 1}`,
    interval: `${spec.windowSeconds}s`,
    failureLimit: 1,
    successCondition: condition(guard),
    provider: { prometheus: { address: 'http://prometheus.istio-system:9090', query: query(guard, spec) } },
  }))
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AnalysisTemplate',
    metadata: { name, namespace: spec.namespace },
    spec: { metrics },
  }
}

function condition(guard: PlanGuard): string {
  return guard.kind === 'latency-ratio' ? `result[0] <= ${guard.limit}` : `result[0] >= ${guard.limit}`
}

function query(guard: PlanGuard, spec: PlanSpec): string {
  const of = (slice: PlanSpec['candidate']) => {
    const host = slice.host.split('.')[0] ?? slice.host
    const version = slice.subset === undefined ? '' : `,destination_version="${slice.subset}"`
    return `reporter="destination",destination_service_name="${host}",destination_service_namespace="${spec.namespace}"${version}`
  }
  const window = `[${Math.max(60, spec.windowSeconds)}s]`
  const success = (labels: string) =>
    `(sum(rate(istio_requests_total{${labels},response_code!~"5..|0"}${window})) / sum(rate(istio_requests_total{${labels}}${window})))`
  const quantile = (labels: string, q: string) =>
    `histogram_quantile(${q}, sum by (le) (rate(istio_request_duration_milliseconds_bucket{${labels}}${window})))`
  switch (guard.kind) {
    case 'success-delta':
      return `${success(of(spec.candidate))} - ${success(of(spec.stable))}`
    case 'objective':
      return success(of(spec.candidate))
    case 'latency-ratio': {
      const q = guard.quantile === 'p95' ? '0.95' : '0.99'
      return `${quantile(of(spec.candidate), q)} / ${quantile(of(spec.stable), q)}`
    }
  }
}

function flaggerCanary(spec: PlanSpec): ExportedPlan {
  const { namespace, name, steps, guards, candidate } = spec
  const holds = [...new Set(steps.map(({ holdSeconds }) => holdSeconds))]
  const interval = Math.max(10, Math.min(...holds.filter((hold) => hold > 0), 3600))
  const objective = guards.find((guard) => guard.kind === 'objective')
  const canary = {
    apiVersion: 'flagger.app/v1beta1',
    kind: 'Canary',
    metadata: { name, namespace },
    spec: {
      provider: 'istio',
      targetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: candidate.host.split('.')[0] ?? candidate.host },
      service: { name: candidate.host.split('.')[0] ?? candidate.host },
      analysis: {
        interval: `${interval}s`,
        threshold: 2,
        stepWeights: steps.map(({ percent }) => percent).filter((percent) => percent > 0),
        metrics:
          objective === undefined
            ? []
            : [
                {
                  name: 'request-success-rate',
                  thresholdRange: { min: Math.round(objective.limit * 10_000) / 100 },
                  interval: `${Math.max(60, spec.windowSeconds)}s`,
                },
              ],
      },
    },
  }
  const comparisons = guards.filter(({ kind }) => kind !== 'objective').length
  return {
    objects: [canary],
    missing: [
      ...(holds.length > 1 ? [`A hold of its own for each step: all take ${interval} s.`] : []),
      ...(comparisons > 0
        ? [`${comparisons} guards against the stable slice: Flagger compares with fixed limits.`]
        : []),
      'Hold on too little traffic: Flagger halts without traffic, but has no number of requests to wait for.',
      ...(spec.onFailure === 'pause' ? ['Pause on failure: Flagger rolls back.'] : []),
      'Flagger makes its own primary Deployment and rewrites the VirtualService.',
    ],
  }
}
