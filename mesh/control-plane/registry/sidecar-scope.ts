import type { SidecarObject } from '../ingest/parse-objects.ts'
import { coversHost } from './hosts.ts'
import type { MeshService } from './model.ts'
import { matchesLabels, resolveHost } from './services.ts'
import { namespaceOf, type HostRules, type RuleClient } from './virtual-services.ts'

/** What a proxy is told about: everything that is exported to it, or less where a Sidecar object says so. */
export interface Scope {
  readonly services: readonly MeshService[]
  readonly rules: readonly HostRules[]
}

/**
 * The Sidecar object that applies to a proxy: one that selects it, else its namespace's, else the root namespace's.
 * @param sidecars oldest first
 */
export function sidecarOf(
  sidecars: readonly SidecarObject[],
  rootNamespace: string,
  client: Pick<RuleClient, 'namespace' | 'labels'>,
): SidecarObject | undefined {
  const selectorOf = ({ spec }: SidecarObject) => spec.workloadSelector?.labels
  const own = sidecars.filter(({ metadata }) => metadata.namespace === client.namespace)
  return (
    own.find((sidecar) => {
      const selector = selectorOf(sidecar)
      return selector !== undefined && matchesLabels(selector, client.labels)
    }) ??
    own.find((sidecar) => selectorOf(sidecar) === undefined) ??
    sidecars.find((sidecar) => sidecar.metadata.namespace === rootNamespace && selectorOf(sidecar) === undefined)
  )
}

/** Narrows a scope to the egress hosts of a Sidecar; rules that stay bring the services they route to. */
export function narrowScope({ services, rules }: Scope, sidecar: SidecarObject | undefined, namespace: string): Scope {
  const hosts = sidecar?.spec.egress?.flatMap((listener) => listener.hosts.map((host) => importOf(host, namespace)))
  if (hosts === undefined) return { services, rules }
  const isImported = (host: string, owner: string) =>
    hosts.some((item) => (item.namespace === '*' || item.namespace === owner) && coversHost(item.host, host))
  const kept = rules.filter(({ host, virtualService }) => isImported(host, namespaceOf(virtualService)))
  const routedTo = new Set(kept.flatMap(destinationsOf))
  return {
    rules: kept,
    services: services.filter(({ host, namespace: owner }) => isImported(host, owner) || routedTo.has(host)),
  }
}

interface Import {
  /** `*` for every namespace. */
  readonly namespace: string
  readonly host: string
}

function importOf(text: string, own: string): Import {
  const [namespace = '', host = ''] = text.split('/')
  return { namespace: namespace === '.' ? own : namespace, host }
}

function destinationsOf({ virtualService }: HostRules): string[] {
  const { http = [], tcp = [], tls = [] } = virtualService.spec
  const routes = [...http, ...tcp, ...tls].flatMap(({ route = [] }) => route)
  return routes.map(({ destination }) => resolveHost(destination.host, namespaceOf(virtualService)))
}
