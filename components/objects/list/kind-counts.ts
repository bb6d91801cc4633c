import type { NamespaceSummary } from '../../../lib/contract/namespaces.ts'
import type { Listing } from './listing.ts'

/** How many things of each kind are in these namespaces; none chosen means all. */
export function kindCounts(
  items: readonly NamespaceSummary[],
  chosen: readonly string[],
): Record<Listing<never>['kind'], number> {
  const own = items.filter(({ name }) => chosen.length === 0 || chosen.includes(name))
  const total = (count: (item: NamespaceSummary) => number | null | undefined) =>
    own.reduce((sum, item) => sum + (count(item) ?? 0), 0)
  return {
    namespaces: own.length,
    applications: total(({ applications }) => applications),
    services: total(({ services }) => services),
    workloads: total(({ workloads }) => workloads?.total),
  }
}
