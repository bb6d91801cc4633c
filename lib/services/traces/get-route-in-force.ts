import { objectAt } from '../../domain/changes/object-at.ts'
import { virtualServiceSchema, type VirtualService } from '../../domain/routing/virtual-service.ts'
import type { RouteInForceRequest, RouteInForceResponse } from '../../contract/route-in-force.ts'
import type { Call } from '../deps.ts'
import { requireNamespaces } from '../graph/get-graph.ts'

const nothing: RouteInForceResponse = { object: null, rules: [], basis: 'none', changeId: null }
const mostChanges = 200

/** How requests to a host were split at a moment, by the ledger and the live VirtualService. @throws HeddleError FORBIDDEN */
export async function getRouteInForce({
  deps,
  principal,
  input,
}: Call<RouteInForceRequest>): Promise<RouteInForceResponse> {
  requireNamespaces(principal, [input.namespace])
  const { items } = deps.kubernetes.snapshot('VirtualService')
  const live = items.find((object) => object.metadata.namespace === input.namespace && isAbout(object, input))
  const changes = await deps.ledger.list({
    kind: 'VirtualService',
    namespace: input.namespace,
    name: live?.metadata.name,
    limit: mostChanges,
  })
  const about = live === undefined ? changes.filter(({ before, after }) => isAbout(after ?? before, input)) : changes
  const known = objectAt(about, live ?? null, input.at * 1_000)
  const name = live?.metadata.name ?? about[0]?.object.name
  const parsed = virtualServiceSchema.safeParse(known.object)
  if (!parsed.success || name === undefined) return nothing
  return {
    object: { namespace: input.namespace, name },
    rules: rulesOf(parsed.data),
    basis: known.basis,
    changeId: known.changeId,
  }
}

function isAbout(object: unknown, { host, namespace }: RouteInForceRequest): boolean {
  const parsed = virtualServiceSchema.safeParse(object)
  const short = host.split('.')[0]
  const names = new Set([host, short, `${short}.${namespace}`, `${short}.${namespace}.svc.cluster.local`])
  return parsed.success && (parsed.data.spec.hosts ?? []).some((one) => names.has(one))
}

function rulesOf({ spec }: VirtualService): RouteInForceResponse['rules'] {
  return (spec.http ?? []).map((rule, index) => ({
    name: rule.name ?? `rule ${index + 1}`,
    destinations: (rule.route ?? []).map(({ destination, weight }) => ({
      host: destination.host,
      subset: destination.subset ?? null,
      weight: weight ?? null,
    })),
  }))
}
