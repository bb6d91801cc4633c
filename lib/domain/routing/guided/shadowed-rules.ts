import { RE2JS } from 're2js'
import { isObject, objectAt, sameJson, stringAt, stringsAt, valueAt } from '../../kubernetes/json.ts'
import { httpRules } from './rule-order.ts'

/** Places of rules that can never have a request, with the earlier rule that has them all (R44). */
export function shadowedRules(object: unknown): { readonly rule: number; readonly by: number }[] {
  const rules = httpRules(object)
  return rules.flatMap((rule, place) => {
    const by = rules.slice(0, place).findIndex((earlier) => covers(earlier, rule))
    return by < 0 ? [] : [{ rule: place, by }]
  })
}

/** Whether every request that the later rule matches is matched by the earlier one. Never says yes where it can't tell. */
function covers(earlier: unknown, later: unknown): boolean {
  return alternatives(later).every((wanted) => alternatives(earlier).some((taken) => coversMatch(taken, wanted)))
}

/** A rule without conditions matches everything, like one empty alternative. */
function alternatives(rule: unknown): readonly unknown[] {
  const match = valueAt(rule, 'match')
  return Array.isArray(match) && match.length > 0 ? match : [{}]
}

const textFields = ['uri', 'scheme', 'method', 'authority'] as const
const mapFields = ['headers', 'queryParams'] as const
/** Fields that take nothing away from what an alternative matches. */
const silent = new Set<string>(['name', 'statPrefix', ...textFields, ...mapFields])

function coversMatch(taken: unknown, wanted: unknown): boolean {
  if (!isObject(taken)) return false
  // Case is a condition of its own: where one side ignores it, only equal paths are known to be covered.
  const hasSameCase = (valueAt(taken, 'ignoreUriCase') ?? false) === (valueAt(wanted, 'ignoreUriCase') ?? false)
  if (valueAt(taken, 'uri') !== undefined && !hasSameCase) return false
  return (
    textFields.every((field) => coversText(valueAt(taken, field), valueAt(wanted, field))) &&
    mapFields.every((field) =>
      Object.entries(objectAt(taken, field)).every(([key, text]) => coversText(text, objectAt(wanted, field)[key])),
    ) &&
    Object.entries(taken).every(([field, value]) => silent.has(field) || coversOther(field, value, wanted))
  )
}

function coversOther(field: string, value: unknown, wanted: unknown): boolean {
  if (field === 'ignoreUriCase') return true
  if (field === 'sourceLabels') {
    const labels = stringsAt(wanted, field)
    return Object.entries(stringsAt({ value }, 'value')).every(([key, label]) => labels[key] === label)
  }
  return sameJson(value, valueAt(wanted, field))
}

/** Whether every text that `wanted` matches is matched by `taken`; a condition that is not there matches all. */
function coversText(taken: unknown, wanted: unknown): boolean {
  if (taken === undefined) return true
  if (wanted === undefined) return false
  const [exact, prefix, regex] = (['exact', 'prefix', 'regex'] as const).map((key) => stringAt(taken, key))
  const [wantedExact, wantedPrefix] = (['exact', 'prefix'] as const).map((key) => stringAt(wanted, key))
  if (exact !== undefined) return wantedExact === exact
  if (prefix !== undefined) return (wantedExact ?? wantedPrefix)?.startsWith(prefix) ?? false
  if (regex === undefined) return true
  return stringAt(wanted, 'regex') === regex || (wantedExact !== undefined && isWholeMatch(regex, wantedExact))
}

function isWholeMatch(pattern: string, text: string): boolean {
  try {
    return RE2JS.compile(pattern).matcher(text).matches()
  } catch {
    return false
  }
}
