'use client'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import type { RouteInForceResponse } from '../../../lib/contract/route-in-force.ts'
import { routeInForceQuery } from '../../../lib/client/queries/traces.ts'
import { everything } from '../../../lib/client/scope.ts'
import { routes } from '../../../lib/client/routes.ts'
import { parseClusterName } from '../../../lib/domain/envoy/cluster-name.ts'
import type { SpanNode } from '../../../lib/domain/tracing/span-tree.ts'
import { PanelSection } from '../../ui/panel.tsx'

/** How calls like this one were split when it was made, by the ledger. Only of calls that leave a proxy. */
export function RouteInForce({ node: { span, startUs } }: { node: SpanNode }) {
  const cluster = parseClusterName(span.tags['upstream_cluster'] ?? '')
  const host = cluster.kind === 'outbound' ? cluster.host : null
  const namespace = host?.split('.')[1]
  const ask = { namespace: namespace ?? '', host: host ?? '', at: Math.floor(startUs / 1_000_000) }
  const query = useQuery({ ...routeInForceQuery(ask), enabled: host !== null && namespace !== undefined })
  if (host === null || namespace === undefined || query.data === undefined) return null
  const { object, rules } = query.data
  const subset = cluster.kind === 'outbound' ? cluster.subset : null
  return (
    <PanelSection title="Route in force at that time">
      {object === null ? (
        <p className="text-dense text-ink-3">
          No VirtualService was known for this host: all of its pods are called alike.
        </p>
      ) : (
        <>
          {rules.map((rule) => (
            <Rule key={rule.name} rule={rule} subset={subset} single={rules.length === 1} />
          ))}
          <p className="mt-1 text-small text-ink-3">
            <Link href={routes.routing(everything, object.namespace, object.name)} prefetch={false}>
              {object.name}
            </Link>
            , {basisWords(query.data)}
            {query.data.changeId === null ? null : (
              <Link href={routes.change(everything, query.data.changeId)} prefetch={false}>
                change {query.data.changeId}
              </Link>
            )}
          </p>
        </>
      )}
    </PanelSection>
  )
}

function Rule({
  rule,
  subset,
  single,
}: {
  rule: RouteInForceResponse['rules'][number]
  subset: string | null
  single: boolean
}) {
  return (
    <div className="text-dense">
      {single ? null : <p className="text-small text-ink-3">{rule.name}</p>}
      <ul>
        {rule.destinations.map((destination, index) => {
          const taken = destination.subset !== null && destination.subset === subset
          return (
            <li key={index} className={`flex gap-2 ${taken ? 'font-semibold' : 'text-ink-2'}`}>
              <span className="min-w-0 truncate">{destination.subset ?? destination.host}</span>
              {taken ? <span className="text-small font-normal text-ink-3">taken</span> : null}
              <span className="ml-auto">
                {destination.weight ?? (rule.destinations.length === 1 ? 'all' : 'no weight')}
              </span>
            </li>
          )
        })}
      </ul>
    </div>
  )
}

function basisWords({ basis }: RouteInForceResponse): string {
  switch (basis) {
    case 'change-before':
      return 'as left by '
    case 'change-after':
      return 'as it was before '
    case 'live':
      return 'as it is now: the ledger knows no change of it'
    case 'none':
      return ''
  }
}
