import { z } from 'zod'
import { destinationName, sameDestination, type Rule } from './rules.ts'
import { destinationSchema, type Destination } from './virtual-service.ts'

/** One operation of RFC 6902. */
export const jsonPatchOperationSchema = z.discriminatedUnion('op', [
  z.object({ op: z.literal('test'), path: z.string(), value: z.json() }),
  z.object({ op: z.literal('add'), path: z.string(), value: z.json() }),
  z.object({ op: z.literal('replace'), path: z.string(), value: z.json() }),
  z.object({ op: z.literal('remove'), path: z.string() }),
  z.object({ op: z.literal('move'), path: z.string(), from: z.string() }),
  z.object({ op: z.literal('copy'), path: z.string(), from: z.string() }),
])
export type JsonPatchOperation = z.infer<typeof jsonPatchOperationSchema>

/** One destination with the weight it shall have. */
export interface WantedSlice {
  readonly destination: Destination
  readonly weight: number
}

/** A fault in a request, with the path of the field it is in. */
export interface Fault {
  readonly field: string
  readonly message: string
}

export type WeightsResult =
  { readonly ok: true; readonly weights: readonly number[] } | { readonly ok: false; readonly fault: Fault }

/** Largest weight that Istio takes. */
export const MAX_WEIGHT = 2_147_483_647

/**
 * The weights of the rule's destinations in their own order, as a request asks for them (R13).
 * Every destination must be named exactly once, no other may appear, and something must be left to receive requests.
 */
export function wantedWeights(rule: Rule, wanted: readonly WantedSlice[]): WeightsResult {
  // A route may name one destination twice; then only the order tells them apart.
  const inOrder =
    wanted.length === rule.slices.length &&
    rule.slices.every((slice, place) => isSame(slice.destination, wanted[place]?.destination))
  const fault = faultOf(rule, wanted, inOrder)
  if (fault) return { ok: false, fault }
  if (inOrder) return { ok: true, weights: wanted.map((item) => item.weight) }
  const weights = rule.slices.map((slice) => wanted.find((w) => isSame(slice.destination, w.destination))?.weight ?? 0)
  return { ok: true, weights }
}

function isSame(left: Destination, right: Destination | undefined): boolean {
  return right !== undefined && sameDestination(left, right)
}

function faultOf(rule: Rule, wanted: readonly WantedSlice[], inOrder: boolean): Fault | null {
  if (rule.slices.length === 0) {
    return { field: 'rule', message: `rule ${rule.reference} has no destinations, so it has no weights to change` }
  }
  for (const [place, item] of wanted.entries()) {
    const found = inOrder ? null : destinationFault(rule, wanted, place)
    if (found) return found
    if (!Number.isInteger(item.weight) || item.weight < 0 || item.weight > MAX_WEIGHT) {
      const allowed = `a whole number from 0 to ${MAX_WEIGHT}`
      return { field: `slices.${place}.weight`, message: `the weight ${item.weight} must be ${allowed}` }
    }
  }
  const missing = rule.slices.find((slice) => !wanted.some((w) => sameDestination(w.destination, slice.destination)))
  if (missing) {
    const name = destinationName(missing.destination)
    return { field: 'slices', message: `${name} is missing: every destination of the rule needs a weight` }
  }
  const total = wanted.reduce((sum, slice) => sum + slice.weight, 0)
  if (total > 0 || rule.slices.length === 1) return null
  return { field: 'slices', message: 'the weights add up to 0: at least one must be greater than 0' }
}

function destinationFault(rule: Rule, wanted: readonly WantedSlice[], place: number): Fault | null {
  const item = wanted[place]
  if (!item) return null
  const name = destinationName(item.destination)
  const field = `slices.${place}.destination`
  if (!rule.slices.some((slice) => sameDestination(slice.destination, item.destination))) {
    const known = rule.slices.map((slice) => destinationName(slice.destination)).join(', ')
    return { field, message: `rule ${rule.reference} has no destination ${name}; it has ${known}` }
  }
  const first = wanted.findIndex((other) => sameDestination(other.destination, item.destination))
  return first === place ? null : { field, message: `${name} is named twice` }
}

/**
 * The patch that changes the weights of one rule and nothing else (R14): it tests the resourceVersion, each destination
 * and each old weight first, so it can only land on the object it was drafted for.
 */
export function weightPatch(rule: Rule, weights: readonly number[], resourceVersion: string): JsonPatchOperation[] {
  const route = (place: number) => `/spec/${rule.protocol}/${rule.index}/route/${place}`
  const tests = rule.slices.flatMap((slice, place): JsonPatchOperation[] => [
    { op: 'test', path: `${route(place)}/destination`, value: destinationValue(slice.destination) },
    ...(slice.weight === null ? [] : [{ op: 'test' as const, path: `${route(place)}/weight`, value: slice.weight }]),
  ])
  const writes = rule.slices.flatMap((slice, place): JsonPatchOperation[] => {
    const value = weights[place] ?? 0
    if (value === slice.weight || (slice.weight === null && value === slice.effective && rule.slices.length === 1)) {
      return []
    }
    return [{ op: slice.weight === null ? 'add' : 'replace', path: `${route(place)}/weight`, value }]
  })
  return [{ op: 'test', path: '/metadata/resourceVersion', value: resourceVersion }, ...tests, ...writes]
}

/** Whether a patch would change anything: tests alone do not. */
export function writes(patch: readonly JsonPatchOperation[]): boolean {
  return patch.some((operation) => operation.op !== 'test')
}

/** The same patch with the version test in front, unless it has one already (R15). */
export function guarded(patch: readonly JsonPatchOperation[], resourceVersion: string): JsonPatchOperation[] {
  const others = patch.filter((operation) => !(operation.op === 'test' && operation.path === VERSION_PATH))
  return [{ op: 'test', path: VERSION_PATH, value: resourceVersion }, ...others]
}

const VERSION_PATH = '/metadata/resourceVersion'

const destinationJson = z.record(z.string(), z.json())

/** A destination came out of JSON, so it is JSON again; parsing only proves it to the compiler. */
function destinationValue(destination: Destination): z.infer<typeof destinationJson> {
  return destinationJson.parse(destinationSchema.parse(destination))
}
