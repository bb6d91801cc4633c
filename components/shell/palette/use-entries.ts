'use client'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { ChangeRow } from '../../../lib/contract/changes.ts'
import type { ConfigSummary } from '../../../lib/contract/config.ts'
import type { ServiceSummary } from '../../../lib/contract/services.ts'
import { percent, text } from '../../../lib/client/format/number.ts'
import { age } from '../../../lib/client/format/time.ts'
import { changesQuery } from '../../../lib/client/queries/changes.ts'
import { configListQuery } from '../../../lib/client/queries/config.ts'
import { appsQuery, namespacesQuery, servicesQuery, workloadsQuery } from '../../../lib/client/queries/objects.ts'
import { routes } from '../../../lib/client/routes.ts'
import type { Scope } from '../../../lib/client/scope.ts'
import type { Health } from '../../../lib/domain/health/model.ts'
import type { IconName } from '../../ui/icon.tsx'
import { meshItem, navItems } from '../nav-items.ts'
import { useShortcutRegistry, type Shortcut } from '../shortcuts/shortcut-provider.tsx'
import { useNow } from '../use-now.ts'
import { useScope } from '../use-scope.ts'
import type { PaletteEntry } from './entries.ts'

export type PaletteSource = {
  places: readonly PaletteEntry[]
  commands: readonly PaletteEntry[]
  changes: readonly PaletteEntry[]
  /** The route of a service by `namespace/name`, to offer shifting its traffic. */
  routeOf: ReadonlyMap<string, ConfigSummary>
  loading: boolean
}

/** Everything that can be gone to or done, from the lists that pages share; asked for while the palette is open. */
export function usePaletteEntries(): PaletteSource {
  const { scope } = useScope()
  const everywhere: Scope = useMemo(() => ({ ...scope, namespaces: [] }), [scope])
  const workloads = useQuery(workloadsQuery(everywhere))
  const services = useQuery(servicesQuery(everywhere))
  const apps = useQuery(appsQuery(everywhere))
  const namespaces = useQuery(namespacesQuery(everywhere))
  const config = useQuery(configListQuery())
  const changes = useQuery(changesQuery({ limit: 100 }))
  const { shortcuts } = useShortcutRegistry()
  const now = useNow()
  const places = useMemo(
    () => [
      ...[...navItems, meshItem].map((item) => ({
        ...place({ id: `page ${item.id}`, icon: item.icon, title: item.label, detail: 'page', href: item.href(scope) }),
        keys: `g ${item.key}`,
      })),
      ...(workloads.data?.items ?? []).map(({ namespace, name, version, health, inbound }) => ({
        ...place({
          id: `workload ${namespace}/${name}`,
          icon: 'workload',
          title: name,
          detail: `workload, ${namespace}${version === null ? '' : `, ${version}`}`,
          href: routes.workload(scope, namespace, name),
        }),
        ...stateOf(health, inbound.errorRatio),
      })),
      ...(services.data?.items ?? []).map(({ namespace, name, health, inbound }) => ({
        ...place({
          id: `service ${namespace}/${name}`,
          icon: 'service',
          title: name,
          detail: `service, ${namespace}`,
          href: routes.service(scope, namespace, name),
        }),
        ...stateOf(health, inbound.errorRatio),
      })),
      ...(apps.data?.items ?? []).map(({ namespace, name, versions, health, inbound }) => ({
        ...place({
          id: `app ${namespace}/${name}`,
          icon: 'layers',
          title: name,
          detail: `application, ${namespace}${versions.length > 1 ? `, ${versions.join(' and ')}` : ''}`,
          href: routes.application(scope, namespace, name),
        }),
        ...stateOf(health, inbound.errorRatio),
      })),
      ...(namespaces.data?.items ?? []).map(({ name, health, inbound }) => ({
        ...place({
          id: `namespace ${name}`,
          icon: 'namespace',
          title: name,
          detail: 'namespace',
          href: routes.namespace(scope, name),
        }),
        ...stateOf(health, inbound.errorRatio),
      })),
      ...(config.data?.items ?? []).map((object) => configEntry(object, scope)),
    ],
    [workloads.data, services.data, apps.data, namespaces.data, config.data, scope],
  )
  return {
    places,
    commands: useMemo(() => shortcuts.map(commandEntry), [shortcuts]),
    changes: (changes.data?.changes ?? []).map((change) => changeEntry(change, scope, now)),
    routeOf: useMemo(
      () => routesByService(services.data?.items ?? [], config.data?.items ?? []),
      [services.data, config.data],
    ),
    loading: workloads.isPending || services.isPending,
  }
}

type Place = { id: string; icon: IconName; title: string; detail: string; href: string }

function place({ href, ...rest }: Place): PaletteEntry {
  return { ...rest, group: 'Go to', action: { href } }
}

function stateOf(health: Health, errorRatio: number | null): Pick<PaletteEntry, 'status' | 'state'> {
  const fails = (errorRatio ?? 0) > 0 && health.status !== 'healthy'
  return { status: health.status, state: fails ? `${text(percent(errorRatio))} errors` : health.status }
}

function configEntry({ kind, namespace, name, findings }: ConfigSummary, scope: Scope): PaletteEntry {
  const worst =
    findings.find(({ severity }) => severity === 'error') ?? findings.find(({ severity }) => severity === 'warning')
  return {
    ...place({
      id: `config ${kind} ${namespace}/${name}`,
      icon: kind === 'VirtualService' ? 'routing' : 'config',
      title: `${kind} ${name}`,
      detail: namespace,
      href: routes.configObject(scope, { kind, namespace, name }),
    }),
    ...(worst === undefined ? {} : { status: worst.severity === 'error' ? 'failing' : 'degraded', state: worst.code }),
  }
}

function commandEntry({ keys, label, run, group }: Shortcut): PaletteEntry {
  return {
    id: `command ${keys}`,
    group: 'Do',
    icon: 'bolt',
    title: label,
    detail: group === 'Go to' ? 'go to page' : '',
    keys,
    action: { run },
  }
}

function changeEntry(change: ChangeRow, scope: Scope, now: number | null): PaletteEntry {
  const { id, at, object, summary, source } = change
  return {
    id: `change ${id}`,
    group: 'Changes',
    icon: 'history',
    title: `${object.kind} ${object.name} ${summary}`,
    detail: `${object.namespace}, ${source}, ${now === null ? at : `${age(now - Date.parse(at))} ago`}, ${id}`,
    action: { href: routes.change(scope, id) },
  }
}

function routesByService(
  services: readonly ServiceSummary[],
  config: readonly ConfigSummary[],
): Map<string, ConfigSummary> {
  const byName = new Map(config.map((object) => [`${object.kind} ${object.namespace}/${object.name}`, object]))
  return new Map(
    services.flatMap((service) => {
      const link = service.config.find(({ kind }) => kind === 'VirtualService')
      const object = link === undefined ? undefined : byName.get(`VirtualService ${link.namespace}/${link.name}`)
      return object === undefined ? [] : [[`${service.namespace}/${service.name}`, object] as const]
    }),
  )
}
