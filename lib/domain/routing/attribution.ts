import type { Target } from './targets.ts'

/** Requests that callers sent to one workload, by Istio's own label names. */
export interface DestinationCount {
  readonly destinationService: string
  readonly destinationServiceName: string
  readonly destinationServiceNamespace: string
  readonly destinationWorkload: string
  readonly destinationVersion: string
  readonly count: number
}

/**
 * Sums counts by target, in the targets' order (R20). A series belongs to the first target of its host whose subset has
 * the series' version, or, for subsets made of other labels, whose pods belong to the series' workload.
 */
export function attributeCounts(counts: readonly DestinationCount[], targets: readonly Target[]): number[] {
  const sums = targets.map(() => 0)
  for (const row of counts) {
    const place = targets.findIndex((target) => isHost(row, target.host) && isSubset(row, target))
    if (place >= 0) sums[place] = (sums[place] ?? 0) + row.count
  }
  return sums
}

function isHost(row: DestinationCount, host: string): boolean {
  return (
    row.destinationService === host ||
    `${row.destinationServiceName}.${row.destinationServiceNamespace}.svc.cluster.local` === host
  )
}

function isSubset(row: DestinationCount, target: Target): boolean {
  switch (target.subset.type) {
    case 'none':
      return true
    case 'undefined':
      return false
    case 'defined': {
      const version = target.subset.labels['version']
      if (version !== undefined) return row.destinationVersion === version
      return target.pods.some((pod) => pod.workload === row.destinationWorkload)
    }
  }
}
