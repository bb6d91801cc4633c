import { isJsonObject, objectsIn, textOf, type JsonObject } from '../envoy-json.ts'
import { generateClusters } from './cds.ts'
import { generateEndpoints } from './eds.ts'
import { generateListeners } from './lds.ts'
import { generateRoutes } from './rds.ts'
import type { ProxyView } from './view.ts'

/** Everything a proxy is configured with, by type and name; secrets are apart because they are nobody else's. */
export interface ProxyResources {
  readonly cds: ReadonlyMap<string, JsonObject>
  readonly eds: ReadonlyMap<string, JsonObject>
  readonly lds: ReadonlyMap<string, JsonObject>
  readonly rds: ReadonlyMap<string, JsonObject>
}

const generators: Record<keyof ProxyResources, (view: ProxyView) => Map<string, JsonObject>> = {
  cds: (view) => named(generateClusters(view), 'name'),
  eds: (view) => named(generateEndpoints(view), 'cluster_name'),
  lds: (view) => named(generateListeners(view), 'name'),
  rds: (view) => named(generateRoutes(view), 'name'),
}

/** Runs one generator for one proxy. */
export function generate(view: ProxyView, type: keyof ProxyResources): ReadonlyMap<string, JsonObject> {
  return generators[type](view)
}

/** Runs every generator for one proxy. */
export function generateResources(view: ProxyView): ProxyResources {
  const { cds, eds, lds, rds } = generators
  return { cds: cds(view), eds: eds(view), lds: lds(view), rds: rds(view) }
}

function named(resources: readonly JsonObject[], field: 'name' | 'cluster_name'): Map<string, JsonObject> {
  return new Map(resources.map((resource) => [textOf(resource[field]), resource]))
}

/** What is inconsistent in a proxy's resources: an EDS or RDS name that is asked for but not given, or given but not asked for. */
export function inconsistencies({ cds, eds, lds, rds }: ProxyResources): string[] {
  const edsAsked = new Set([...cds.values()].filter(({ type }) => type === 'EDS').map(({ name }) => textOf(name)))
  const rdsAsked = new Set([...lds.values()].flatMap((resource) => routeNamesIn(resource)))
  return [
    ...missing('eds', edsAsked, eds),
    ...missing('rds', rdsAsked, rds),
    ...[...eds.keys()].filter((name) => !edsAsked.has(name)).map((name) => `eds ${name} is named by no cluster`),
  ]
}

function missing(type: string, asked: ReadonlySet<string>, given: ReadonlyMap<string, JsonObject>): string[] {
  return [...asked].filter((name) => !given.has(name)).map((name) => `${type} ${name} is named but not generated`)
}

function routeNamesIn({ filter_chains: chains }: JsonObject): string[] {
  const filters = objectsIn(chains).flatMap((chain) => objectsIn(chain['filters']))
  return filters.flatMap(({ typed_config: config }) => {
    const rds = isJsonObject(config) ? config['rds'] : undefined
    return isJsonObject(rds) ? [textOf(rds['route_config_name'])] : []
  })
}
