import { destinationName, rulesOf, type Rule } from './rules.ts'
import { virtualServiceSchema } from './virtual-service.ts'

/** A rule of an object, or null when the object is no VirtualService (any more) or has no such rule. */
export function ruleIn(object: unknown, find: (rule: Rule) => boolean): Rule | null {
  const parsed = virtualServiceSchema.safeParse(object)
  return parsed.success ? (rulesOf(parsed.data).find(find) ?? null) : null
}

/** The first rule whose split differs between two versions of a VirtualService, as it is in the later one. */
export function shiftedRule(before: unknown, after: unknown): Rule | null {
  return ruleIn(after, (rule) => {
    const old = ruleIn(before, (other) => other.reference === rule.reference)
    return rule.slices.length > 0 && old !== null && splitOf(old) !== splitOf(rule)
  })
}

/** `v1 9 → 5, v2 1 → 5`: what a shift does, in a line. Destinations that keep their weight are left out. */
export function shiftSummary(rule: Rule, weights: readonly number[]): string {
  const parts = rule.slices.flatMap((slice, place) => {
    const wanted = weights[place] ?? 0
    const now = slice.weight ?? slice.effective
    return wanted === now ? [] : [`${shortName(rule, place)} ${now} → ${wanted}`]
  })
  return parts.length > 0 ? parts.join(', ') : 'no change'
}

/** The subset alone where all destinations of the rule have the same host. */
export function shortName(rule: Rule, place: number): string {
  const slice = rule.slices[place]
  if (!slice) return ''
  const isOneHost = rule.slices.every((other) => other.destination.host === slice.destination.host)
  return isOneHost && slice.destination.subset ? slice.destination.subset : destinationName(slice.destination)
}

function splitOf(rule: Rule): string {
  return rule.slices.map((slice) => `${destinationName(slice.destination)}=${slice.effective}/${rule.total}`).join()
}
