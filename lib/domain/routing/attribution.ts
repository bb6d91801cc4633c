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

/**
 * Which other rules each rule shares a destination with, by place (R34). Istio's metrics say where a request went, not by which
 * rule, so what such rules get can't be told apart. Different subsets of a host are different places; a destination without a
 * subset is all of them.
 */
export function sharingRules(rules: readonly (readonly Target[])[]): number[][] {
  return rules.map((targets, place) =>
    rules.flatMap((others, other) =>
      other !== place && targets.some((target) => others.some((one) => isSamePlace(target, one))) ? [other] : [],
    ),
  )
}

function isSamePlace(left: Target, right: Target): boolean {
  const [a, b] = [left.destination.subset, right.destination.subset]
  return left.host === right.host && (a === b || a === undefined || b === undefined)
}
