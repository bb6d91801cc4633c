import { isObject, listAt, stringAt, valueAt, type JsonObject } from '../../kubernetes/json.ts'
import type { EntryState } from './model.ts'

/** The parts of a config dump. */
export const sectionNames = ['bootstrap', 'listeners', 'routes', 'clusters', 'endpoints', 'secrets'] as const
export type SectionName = (typeof sectionNames)[number]

const messages: Readonly<Record<SectionName, string>> = {
  bootstrap: 'BootstrapConfigDump',
  listeners: 'ListenersConfigDump',
  routes: 'RoutesConfigDump',
  clusters: 'ClustersConfigDump',
  endpoints: 'EndpointsConfigDump',
  secrets: 'SecretsConfigDump',
}

/** One part of a dump as it came; undefined where the dump has none. A proxy may have several of one kind. */
export function sectionOf(dump: unknown, section: SectionName): JsonObject[] {
  return listAt(dump, 'configs').filter(
    (config): config is JsonObject =>
      isObject(config) && (stringAt(config, '@type') ?? '').endsWith(`.${messages[section]}`),
  )
}

/** One resource of a dump: what is active, and what was refused. */
export interface DumpEntry {
  readonly state: EntryState
  /** What the proxy works with; where it has nothing, what it refused. */
  readonly resource: unknown
  readonly error: unknown
}

const shapes = {
  listeners: { lists: ['static_listeners', 'dynamic_listeners'], field: 'listener' },
  routes: { lists: ['static_route_configs', 'dynamic_route_configs'], field: 'route_config' },
  clusters: { lists: ['static_clusters', 'dynamic_active_clusters', 'dynamic_warming_clusters'], field: 'cluster' },
  endpoints: { lists: ['static_endpoint_configs', 'dynamic_endpoint_configs'], field: 'endpoint_config' },
} as const

/** Every resource of a part, also those that warm up or drain. Listeners keep theirs one level deeper. */
export function entriesOf(dump: unknown, section: keyof typeof shapes): DumpEntry[] {
  const { lists, field } = shapes[section]
  return sectionOf(dump, section).flatMap((config) =>
    lists.flatMap((list) =>
      listAt(config, list).flatMap((entry) => entryOf(entry, field, list === 'dynamic_warming_clusters')),
    ),
  )
}

const states = [
  ['active_state', 'active'],
  ['warming_state', 'warming'],
  ['draining_state', 'draining'],
] as const

function entryOf(entry: unknown, field: string, isWarming: boolean): DumpEntry[] {
  const error = valueAt(entry, 'error_state')
  const found = states.flatMap(([key, state]) => {
    const resource = valueAt(entry, key, field)
    return resource === undefined ? [] : [{ state, resource }]
  })
  const [deep] = found
  const resource = deep?.resource ?? valueAt(entry, field)
  const refused = valueAt(error, 'failed_configuration')
  if (resource === undefined) return refused === undefined ? [] : [{ state: 'refused', resource: refused, error }]
  if (error !== undefined) return [{ state: 'refused', resource, error }]
  return [{ state: deep?.state ?? (isWarming ? 'warming' : 'active'), resource, error: undefined }]
}
