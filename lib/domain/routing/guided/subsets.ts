import { listAt, objectAt, stringAt, stringsAt, type JsonObject } from '../../kubernetes/json.ts'
import { fullHost } from '../rules.ts'
import { withField } from './object-fields.ts'

const SUBSETS = ['spec', 'subsets'] as const

export interface Subset {
  readonly name: string
  readonly labels: Readonly<Record<string, string>>
}

/** Where a rule sends requests to a subset. */
export interface SubsetUse {
  readonly subset: string
  /** `NAMESPACE/NAME` of the VirtualService. */
  readonly object: string
  readonly rule: string
}

/** The subsets of a DestinationRule. */
export function subsetsOf(object: unknown): Subset[] {
  return listAt(object, ...SUBSETS).map((subset) => ({
    name: stringAt(subset, 'name') ?? '',
    labels: stringsAt(subset, 'labels'),
  }))
}

/** The object with one more subset, at the end. */
export function addSubset(object: JsonObject, subset: Subset): JsonObject {
  return withField(object, SUBSETS, [...listAt(object, ...SUBSETS), { name: subset.name, labels: subset.labels }])
}

/** The object without a subset; the list goes with its last one. */
export function removeSubset(object: JsonObject, place: number): JsonObject {
  const left = listAt(object, ...SUBSETS).toSpliced(place, 1)
  return withField(object, SUBSETS, left.length === 0 ? undefined : left)
}

/** The object with a label of a subset renamed or given another value; `null` takes it away. The order of labels stays. */
export function withLabel(
  object: JsonObject,
  at: { readonly subset: number; readonly key: string },
  to: readonly [string, string] | null,
): JsonObject {
  const path = [...SUBSETS, at.subset, 'labels'] as const
  const labels = Object.entries(objectAt(object, ...path))
  const isNew = labels.every(([key]) => key !== at.key)
  const next = labels.flatMap(([key, value]) => (key !== at.key ? [[key, value]] : to === null ? [] : [to]))
  return withField(object, path, Object.fromEntries(isNew && to !== null ? [...next, to] : next))
}

/** Every rule, mirrors too, that sends requests to a subset of a host. */
export function subsetUses(virtualServices: readonly unknown[], host: string): SubsetUse[] {
  return virtualServices.flatMap((object) => {
    const namespace = stringAt(object, 'metadata', 'namespace') ?? ''
    const key = `${namespace}/${stringAt(object, 'metadata', 'name') ?? ''}`
    return (['http', 'tls', 'tcp'] as const).flatMap((protocol) =>
      listAt(object, 'spec', protocol).flatMap((rule, index) => {
        const named = [
          ...listAt(rule, 'route').map((slice) => objectAt(slice, 'destination')),
          ...listAt(rule, 'mirrors').map((mirror) => objectAt(mirror, 'destination')),
          objectAt(rule, 'mirror'),
        ]
        const used = named.flatMap((destination) => {
          const subset = stringAt(destination, 'subset')
          return subset !== undefined && fullHost(stringAt(destination, 'host') ?? '', namespace) === host
            ? [subset]
            : []
        })
        const name = stringAt(rule, 'name') ?? `${protocol}/${index}`
        return [...new Set(used)].map((subset) => ({ subset, object: key, rule: name }))
      }),
    )
  })
}

/** Uses of subsets that a draft no longer has: requests there would be answered with 503. */
export function brokenUses(draft: unknown, uses: readonly SubsetUse[]): SubsetUse[] {
  const names = new Set(subsetsOf(draft).map(({ name }) => name))
  return uses.filter(({ subset }) => !names.has(subset))
}
