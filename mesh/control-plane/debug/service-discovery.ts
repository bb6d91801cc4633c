import type { Snapshot } from '../snapshot.ts'

const mergedStatsPort = 15020
const statusAnnotation = 'sidecar.istio.io/status'

/** Scrape targets for Prometheus' HTTP service discovery: every running pod that has a proxy. */
export function scrapeTargets({ workloads }: Snapshot): { targets: string[]; labels: Record<string, string> }[] {
  return [...workloads.values()]
    .filter(({ hasProxy, annotations }) => hasProxy || annotations[statusAnnotation] !== undefined)
    .flatMap(({ ip, namespace, name }) =>
      ip === undefined ? [] : [{ targets: [`${ip}:${mergedStatsPort}`], labels: { namespace, pod: name } }],
    )
}
