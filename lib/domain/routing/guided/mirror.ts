import { isObject, listAt, numberAt, objectAt, stringAt, type JsonObject } from '../../kubernetes/json.ts'
import { withField, type FieldPath } from './object-fields.ts'

/** One place that gets copies: where it stands below the rule, and where its share does. */
export interface MirrorPlace {
  readonly destination: FieldPath
  readonly percentage: FieldPath
  readonly host: string
  readonly subset: string | null
  /** Percent of the requests that are copied. */
  readonly share: number
}

/** Istio copies every request where no share is set. */
const DEFAULT_MIRROR_PERCENT = 100

/** The mirrors of a rule: the single one, else those of the list. */
export function mirrorsOf(rule: unknown): MirrorPlace[] {
  const list = listAt(rule, 'mirrors')
  const places = list.map((_, place) => ({
    destination: ['mirrors', place, 'destination'],
    percentage: ['mirrors', place, 'percentage', 'value'],
  }))
  const single = { destination: ['mirror'], percentage: ['mirrorPercentage', 'value'] }
  const all = isObject(objectAt(rule)['mirror']) ? [single, ...places] : places
  return all.map((place) => {
    const destination = objectAt(rule, ...place.destination)
    const old = numberAt(rule, 'mirrorPercent') ?? numberAt(rule, 'mirror_percent')
    const share = numberAt(rule, ...place.percentage) ?? (place.destination.length === 1 ? old : undefined)
    return {
      ...place,
      host: stringAt(destination, 'host') ?? '',
      subset: stringAt(destination, 'subset') ?? null,
      share: share ?? DEFAULT_MIRROR_PERCENT,
    }
  })
}

/** The object with a first mirror on a rule. */
export function addMirror(
  object: JsonObject,
  rule: FieldPath,
  to: { readonly host: string; readonly subset: string | null; readonly share: number },
): JsonObject {
  const destination = to.subset === null ? { host: to.host } : { host: to.host, subset: to.subset }
  const more = withField(object, [...rule, 'mirror'], destination)
  return withField(more, [...rule, 'mirrorPercentage'], { value: to.share })
}

/** The object without one mirror of a rule and its share. */
export function removeMirror(object: JsonObject, rule: FieldPath, { destination }: MirrorPlace): JsonObject {
  const [field, place] = destination
  if (field === 'mirrors' && typeof place === 'number') {
    const left = listAt(object, ...rule, 'mirrors').toSpliced(place, 1)
    return withField(object, [...rule, 'mirrors'], left.length === 0 ? undefined : left)
  }
  return ['mirror', 'mirrorPercentage', 'mirrorPercent', 'mirror_percent'].reduce(
    (next, key) => withField(next, [...rule, key], undefined),
    object,
  )
}
