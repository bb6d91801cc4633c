import type { AppSummary } from '../../lib/contract/apps.ts'
import type { ServiceSummary } from '../../lib/contract/services.ts'
import type { InboundTraffic, WorkloadSummary } from '../../lib/contract/workloads.ts'
import type { Health } from '../../lib/domain/health/model.ts'
import { routes } from '../../lib/client/routes.ts'
import type { Scope } from '../../lib/client/scope.ts'

/** One line of an object list, whatever the kind. */
export type ObjectRow = {
  key: string
  namespace: string
  name: string
  health: Health
  inbound: InboundTraffic
  /** The column that only this kind has. */
  detail: string
  /** Ready of wanted; null when nobody says. */
  ready: { ready: number; wanted: number } | null
  href: string
}

export function workloadRow(workload: WorkloadSummary, scope: Scope): ObjectRow {
  const { namespace, name, health, inbound, replicas, kind, version } = workload
  return {
    key: `${namespace}/${name}`,
    namespace,
    name,
    health,
    inbound,
    detail: [kind, version === null ? null : `version ${version}`, sidecarWords[workload.sidecar]]
      .filter((part) => part !== null)
      .join(', '),
    ready: replicas === null ? null : { ready: replicas.ready, wanted: replicas.desired },
    href: routes.workload(scope, namespace, name),
  }
}

const sidecarWords: Record<WorkloadSummary['sidecar'], string | null> = {
  all: null,
  some: 'some pods without proxy',
  none: 'no proxy',
  unknown: null,
}

export function serviceRow(service: ServiceSummary, scope: Scope): ObjectRow {
  const { namespace, name, health, inbound, endpoints, ports, config } = service
  const portWords = ports.map(({ port, protocol, appProtocol }) => `${port} ${appProtocol ?? protocol}`).join(', ')
  const kinds = [...new Set(config.map(({ kind }) => kind))].join(', ')
  return {
    key: `${namespace}/${name}`,
    namespace,
    name,
    health,
    inbound,
    detail: [portWords, kinds].filter((part) => part !== '').join('; '),
    ready: endpoints === null ? null : { ready: endpoints.ready, wanted: endpoints.total },
    href: routes.service(scope, namespace, name),
  }
}

export function appRow(app: AppSummary, scope: Scope): ObjectRow {
  const { namespace, name, health, inbound, versions } = app
  return {
    key: `${namespace}/${name}`,
    namespace,
    name,
    health,
    inbound,
    detail: versions.length === 0 ? 'no version' : `versions ${versions.join(', ')}`,
    ready: null,
    href: routes.application(scope, namespace, name),
  }
}

const rank = { failing: 0, degraded: 1, healthy: 2, idle: 3, unknown: 4 } as const

/** Worst first, then busiest, then by name; filtered by what the name or namespace contains. */
export function sortedRows(rows: readonly ObjectRow[], filter: string): ObjectRow[] {
  const wanted = filter.trim().toLowerCase()
  return rows
    .filter(({ key }) => key.includes(wanted))
    .toSorted(
      (a, b) =>
        rank[a.health.status] - rank[b.health.status] ||
        (b.inbound.rps ?? -1) - (a.inbound.rps ?? -1) ||
        a.key.localeCompare(b.key),
    )
}
