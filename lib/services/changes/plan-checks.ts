import type { ChangeRequest } from '../../contract/changes.ts'
import { messageOf } from '../../domain/model/heddle-error.ts'
import { preflight, permissionAnswer, type Check, type Permission } from '../../domain/routing/preflight.ts'
import type { Rule } from '../../domain/routing/rules.ts'
import { resolveTarget } from '../../domain/routing/targets.ts'
import type { Call, Deps } from '../deps.ts'
import type { ChangeKey } from './change-plan.ts'
import { readClusterFacts } from './cluster-facts.ts'
import { destinationRates } from './destination-rates.ts'

/** Every check of a shift (R17). */
export async function shiftChecks(shift: {
  readonly call: Pick<Call<ChangeRequest>, 'deps' | 'signal'>
  readonly key: ChangeKey
  readonly rule: Rule
  readonly weights: readonly number[]
}): Promise<Check[]> {
  const { call, key, rule, weights } = shift
  const facts = await readClusterFacts(call.deps.kubernetes)
  const targets = rule.slices.map(({ destination }) => resolveTarget(destination, key.namespace, facts))
  const [rps, permission, pendingChange] = await Promise.all([
    destinationRates(call.deps.metrics, targets, call.signal),
    askPermission(call.deps, key, 'patch'),
    pendingChangeOf(call.deps, key, rule),
  ])
  return preflight({ rule, weights, targets, rps, permission, pendingChange })
}

/** The permission check alone, for changes that are no shifts. */
export async function permissionCheck(deps: Deps, key: ChangeKey, verb: 'patch' | 'create' | 'delete'): Promise<Check> {
  return permissionAnswer(await askPermission(deps, key, verb))
}

/** Whether the console's account may do this; a source that does not answer leaves it unknown. */
export async function askPermission(
  deps: Deps,
  key: ChangeKey,
  verb: 'patch' | 'create' | 'delete',
): Promise<Permission> {
  try {
    if (await deps.kubernetes.may(verb, key)) return { type: 'allowed' }
    return { type: 'denied', reason: `The console's account may not ${verb} ${key.kind} in ${key.namespace}.` }
  } catch (error) {
    return { type: 'unknown', reason: messageOf(error) }
  }
}

/** The change of this rule whose verification still runs. */
async function pendingChangeOf(deps: Deps, key: ChangeKey, rule: Rule): Promise<string | null> {
  const pending = await deps.ledger.listPending()
  return pending.find((change) => isSameObject(change.object, key) && change.rule === rule.reference)?.id ?? null
}

/** Whether an entry is about this object. */
export function isSameObject(
  object: { readonly kind: string; readonly namespace: string; readonly name: string },
  key: ChangeKey,
): boolean {
  return object.kind === key.kind && object.namespace === key.namespace && object.name === key.name
}
