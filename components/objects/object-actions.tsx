'use client'
import type { ObjectLink } from '../../lib/contract/edge.ts'
import { routes } from '../../lib/client/routes.ts'
import type { Scope } from '../../lib/client/scope.ts'
import { ButtonLink } from '../ui/button.tsx'
import { Icon, type IconName } from '../ui/icon.tsx'

type ObjectActionsProps = {
  scope: Scope
  namespace: string
  workload?: string
  find: string
  config: readonly ObjectLink[]
}

/** From an object to its place on the graph, its traces, logs and route. */
export function ObjectActions({ scope, namespace, workload, find, config }: ObjectActionsProps) {
  const route = config.find(({ kind }) => kind === 'VirtualService')
  const search = { namespace, ...(workload === undefined ? {} : { workload }) }
  const links: { label: string; icon: IconName; href: string }[] = [
    { label: 'Graph', icon: 'graph', href: routes.graph({ ...scope, namespaces: [namespace] }, { find }) },
    { label: 'Traces', icon: 'traces', href: routes.traces(scope, search) },
    { label: 'Logs', icon: 'logs', href: routes.logs(scope, search) },
    ...(workload === undefined
      ? []
      : [
          {
            label: 'Timeline',
            icon: 'clock' as const,
            href: routes.timeline(scope, { workload: `${namespace}/${workload}` }),
          },
        ]),
    ...(route === undefined
      ? []
      : [
          {
            label: 'Shift traffic',
            icon: 'routing' as const,
            href: routes.routing(scope, route.namespace, route.name),
          },
        ]),
  ]
  return links.map(({ label, icon, href }) => (
    <ButtonLink key={label} href={href}>
      <Icon name={icon} size={14} />
      {label}
    </ButtonLink>
  ))
}
