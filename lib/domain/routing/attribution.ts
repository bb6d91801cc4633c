import type { Target } from './targets.ts'

/** Where a series' requests went, by Istio's own label names. */
export interface DestinationLabels {
  readonly destinationService: string
  readonly destinationServiceName: string
  readonly destinationServiceNamespace: string
  readonly destinationWorkload: string
  readonly destinationVersion: string
}

/** Requests that callers sent to one workload. */
export interface DestinationCount extends DestinationLabels {
  readonly count: number
}

/**
 * Sums counts by target, in the targets' order (R20). A series belongs to the first target of its host whose subset has
 * the series' version, or, for subsets made of other labels, whose pods belong to the series' workload.
 */
export function attributeCounts(counts: readonly DestinationCount[], targets: readonly Target[]): number[] {
  const sums = targets.map(() => 0)
  const places = placesOf(counts, targets)
  counts.forEach((row, index) => {
    const place = places[index] ?? -1
    if (place >= 0) sums[place] = (sums[place] ?? 0) + row.count
  })
  return sums
}

/** Which target each series belongs to, -1 for none. */
export function placesOf(rows: readonly DestinationLabels[], targets: readonly Target[]): number[] {
  return rows.map((row) => targets.findIndex((target) => isHost(row, target.host) && isSubset(row, target)))
}

function isHost(row: DestinationLabels, host: string): boolean {
  return (
    row.destinationService === host ||
    `${row.destinationServiceName}.${row.destinationServiceNamespace}.svc.cluster.local` === host
  )
}

function isSubset(row: DestinationLabels, target: Target): boolean {
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
