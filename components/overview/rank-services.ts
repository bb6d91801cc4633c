import type { ServiceSummary } from '../../lib/contract/services.ts'

export type Ranking = 'failing' | 'slow'

/** Services by failed requests per second, or by p95; those without either are left out. */
export function rankedServices(items: readonly ServiceSummary[], ranking: Ranking, most: number): ServiceSummary[] {
  const weight = ({ inbound }: ServiceSummary) =>
    ranking === 'failing' ? (inbound.rps ?? 0) * (inbound.errorRatio ?? 0) : (inbound.p95Ms ?? 0)
  return items
    .filter((item) => weight(item) > 0)
    .toSorted((a, b) => weight(b) - weight(a) || a.name.localeCompare(b.name))
    .slice(0, most)
}
