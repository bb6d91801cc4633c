import { isObject, stringAt, valueAt } from '../../kubernetes/json.ts'
import type { Refusal } from './model.ts'
import { entriesOf } from './sections.ts'

const sections = [
  ['listeners', 'lds'],
  ['clusters', 'cds'],
  ['routes', 'rds'],
  ['endpoints', 'eds'],
] as const

/** Every resource whose newest version the proxy refused: Envoy's own `error_state`. */
export function refusalsOf(dump: unknown): Refusal[] {
  return sections.flatMap(([section, type]) =>
    entriesOf(dump, section).flatMap(({ error, resource }) => {
      if (error === undefined) return []
      const refused = valueAt(error, 'failed_configuration')
      return [
        {
          type,
          name: stringAt(refused, 'name') ?? stringAt(resource, 'name') ?? stringAt(resource, 'cluster_name') ?? '',
          message: stringAt(error, 'details') ?? '',
          at: stringAt(error, 'last_update_attempt') ?? '',
          inForce: resource === refused ? undefined : resource,
          refused,
        },
      ]
    }),
  )
}

/** One place where two versions differ; a side that has nothing there is undefined. */
export interface Difference {
  readonly path: string
  readonly inForce: unknown
  readonly refused: unknown
}

/** Where two JSON values differ, as deep as both are of one shape; the first `most` places in order. */
export function differencesOf(inForce: unknown, refused: unknown, most = 50): Difference[] {
  const found: Difference[] = []
  walk('', inForce, refused)
  return found

  function walk(path: string, a: unknown, b: unknown): void {
    if (found.length >= most || a === b) return
    if (Array.isArray(a) && Array.isArray(b)) {
      for (let index = 0; index < Math.max(a.length, b.length); index += 1)
        walk(`${path}[${index}]`, a[index], b[index])
      return
    }
    if (isObject(a) && isObject(b)) {
      for (const key of new Set([...Object.keys(a), ...Object.keys(b)]))
        walk(path === '' ? key : `${path}.${key}`, a[key], b[key])
      return
    }
    found.push({ path, inForce: a, refused: b })
  }
}
