import { plannedRps } from '../../lib/domain/routing/load-check.ts'
import { weightPatch, type JsonPatchOperation } from '../../lib/domain/routing/patch.ts'
import { preflight, type Check } from '../../lib/domain/routing/preflight.ts'
import { rulesOf, type Rule } from '../../lib/domain/routing/rules.ts'
import type { Target } from '../../lib/domain/routing/targets.ts'
import { ruleIn } from '../../lib/domain/routing/weight-changes.ts'
import { virtualServiceSchema } from '../../lib/domain/routing/virtual-service.ts'
import type { RoutingRule, RoutingSlice, RoutingView } from '../../lib/contract/routing.ts'

/** A rule of the object itself, as the patch needs it. */
export function ruleOfView(view: RoutingView, reference: string): Rule | null {
  const parsed = virtualServiceSchema.safeParse(view.object)
  if (!parsed.success) return null
  return rulesOf(parsed.data).find((rule) => rule.reference === reference) ?? null
}

/** The checks of a draft, made from what the page knows: the same ones that the server makes again before it writes. */
export function draftChecks(view: RoutingView, rule: RoutingRule, weights: readonly number[]): Check[] {
  const objectRule = ruleOfView(view, rule.reference)
  if (!objectRule) return []
  return preflight({
    rule: objectRule,
    weights,
    targets: rule.slices.map(targetOf),
    rps: rule.slices.map(({ rps }) => rps),
    permission: view.permission,
    pendingChange: rule.pendingChange,
  })
}

/** Requests per second each destination would get. */
export function draftRps(rule: RoutingRule, weights: readonly number[]): (number | null)[] {
  return plannedRps(
    rule.slices.map(({ rps }) => rps),
    weights,
  )
}

/** The patch a draft stands for. */
export function draftPatch(view: RoutingView, reference: string, weights: readonly number[]): JsonPatchOperation[] {
  const rule = ruleOfView(view, reference)
  return rule ? weightPatch(rule, weights, view.resourceVersion) : []
}

/** The object as the draft would leave it. */
export function draftObject(view: RoutingView, reference: string, weights: readonly number[]): unknown {
  return withWeights(view.object, reference, weights)
}

/** A copy of a VirtualService with other weights of one rule; an equal copy where it has no such rule. */
export function withWeights(object: unknown, reference: string, weights: readonly number[]): unknown {
  const copy: unknown = structuredClone(object)
  const rule = ruleIn(object, (one) => one.reference === reference)
  if (rule === null || rule.slices.length !== weights.length) return copy
  for (const operation of weightPatch(rule, weights, '')) {
    if (operation.op === 'add' || operation.op === 'replace') setAt(copy, operation.path, operation.value)
  }
  return copy
}

function setAt(object: unknown, path: string, value: unknown): void {
  const parts = path.split('/').slice(1)
  const last = parts.pop() ?? ''
  const parent = parts.reduce<unknown>((at, part) => (isIndexable(at) ? at[part] : undefined), object)
  if (isIndexable(parent)) parent[last] = value
}

/** Arrays and objects are both read and written by their keys. */
function isIndexable(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function targetOf(slice: RoutingSlice): Target {
  const { destination, host, kind, subset, sticky, readyPods } = slice
  const pods = Array.from({ length: slice.pods }, () => anyPod)
  return { destination, host, kind, subset, sticky, readyPods, pods }
}

/** Checks count pods, nothing else. */
const anyPod = { namespace: '', name: '', labels: {}, ready: true, workload: null, image: null, startedAt: null }
