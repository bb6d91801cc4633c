import type { IconName } from '../ui/icon.tsx'
import { routes } from '../../lib/client/routes.ts'
import type { Scope } from '../../lib/client/scope.ts'

export type NavItem = {
  id: string
  label: string
  icon: IconName
  /** Second key after G; shown in the help. */
  key: string
  /** Paths that belong to it. */
  paths: readonly string[]
  href: (scope: Scope) => string
}

/** A page is listed when it exists. */
export const navItems: readonly NavItem[] = [
  { id: 'overview', label: 'Overview', icon: 'overview', key: 'o', paths: ['/overview'], href: routes.overview },
  { id: 'graph', label: 'Graph', icon: 'graph', key: 'g', paths: ['/graph'], href: (scope) => routes.graph(scope) },
  {
    id: 'workloads',
    label: 'Workloads',
    icon: 'workload',
    key: 'w',
    paths: ['/workloads', '/services', '/applications', '/namespaces'],
    href: routes.workloads,
  },
  { id: 'routing', label: 'Routing', icon: 'routing', key: 'r', paths: ['/routing'], href: routes.routingList },
  {
    id: 'traces',
    label: 'Traces',
    icon: 'traces',
    key: 't',
    paths: ['/traces'],
    href: (scope) => routes.traces(scope),
  },
  { id: 'logs', label: 'Logs', icon: 'logs', key: 'l', paths: ['/logs'], href: (scope) => routes.logs(scope) },
  { id: 'config', label: 'Config', icon: 'config', key: 'c', paths: ['/config'], href: routes.config },
  { id: 'changes', label: 'Changes', icon: 'history', key: 'h', paths: ['/changes'], href: routes.changes },
]

export const meshItem: NavItem = {
  id: 'mesh',
  label: 'Mesh status',
  icon: 'mesh',
  key: 'm',
  paths: ['/mesh'],
  href: () => routes.mesh(),
}

/** Whether the path is the item's page or below it. */
export function isCurrent(item: NavItem, path: string): boolean {
  return item.paths.some((own) => path === own || path.startsWith(`${own}/`))
}
