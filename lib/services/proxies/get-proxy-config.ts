import type { ProxyConfigResponse } from '../../contract/proxies.ts'
import { bootstrapFacts } from '../../domain/envoy/config-dump/bootstrap.ts'
import { clusterRows } from '../../domain/envoy/config-dump/clusters.ts'
import { endpointRows } from '../../domain/envoy/config-dump/endpoints.ts'
import { listenerRows } from '../../domain/envoy/config-dump/listeners.ts'
import { routeRows } from '../../domain/envoy/config-dump/routes.ts'
import { sectionNames, sectionOf } from '../../domain/envoy/config-dump/sections.ts'
import { maySee, type Principal } from '../../domain/model/principal.ts'
import type { Call } from '../deps.ts'
import { controlPlaneFor, noSuchProxy, type ProxyInput } from './find-proxy.ts'
import { secretRow } from './secret-row.ts'

/** Envoy's configuration of one proxy as tables. @throws HeddleError FORBIDDEN, NOT_FOUND, SOURCE_UNAVAILABLE */
export async function getProxyConfig(call: Call<ProxyInput>): Promise<ProxyConfigResponse> {
  const { deps, principal, input, signal } = call
  const controlPlane = controlPlaneFor(deps, principal, input)
  const id = `${input.name}.${input.namespace}`
  const dump = await controlPlane.configDump(id, signal)
  if (dump === null) throw noSuchProxy(input)
  const secrets = await controlPlane.secrets(id, signal)
  const listeners = visible(principal, listenerRows(dump))
  const routes = visible(principal, routeRows(dump))
  const clusters = visible(principal, clusterRows(dump))
  const endpoints = visible(principal, endpointRows(dump))
  return {
    at: deps.now() / 1_000,
    listeners: listeners.rows,
    routes: routes.rows,
    clusters: clusters.rows,
    endpoints: endpoints.rows,
    secrets: (secrets ?? []).map(secretRow),
    bootstrap: bootstrapFacts(dump),
    missing: sectionNames.filter((name) => sectionOf(dump, name).length === 0),
    hidden: listeners.hidden + routes.hidden + clusters.hidden + endpoints.hidden,
  }
}

interface Row {
  readonly namespace: string | null
  readonly rules: readonly { readonly namespace: string }[]
}

/** Rows that speak of a namespace out of sight are left out and counted; those of no namespace stay. */
function visible<T extends Row>(principal: Principal, rows: readonly T[]): { rows: T[]; hidden: number } {
  const kept = rows.filter(
    ({ namespace, rules }) =>
      (namespace === null || maySee(principal, namespace)) && rules.every((rule) => maySee(principal, rule.namespace)),
  )
  return { rows: kept, hidden: rows.length - kept.length }
}
