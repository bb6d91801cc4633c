import type { ChangeAnswer, RevertRequest } from '../../contract/changes.ts'
import type { Change } from '../../domain/changes/change.ts'
import { kubernetesObject, type StoredObject } from '../../domain/kubernetes/object.ts'
import { HeddleError } from '../../domain/model/heddle-error.ts'
import { ownedMetadataSchema, ownerOf } from '../../domain/routing/owner.ts'
import { weightPatch, wantedWeights, writes } from '../../domain/routing/patch.ts'
import { ruleIn, shiftSummary } from '../../domain/routing/weight-changes.ts'
import type { Rule } from '../../domain/routing/rules.ts'
import type { Call } from '../deps.ts'
import { applyPlan, isoTime } from './apply-change.ts'
import { changeableKind } from './changeable-kinds.ts'
import type { ChangeKey, ChangePlan, Write } from './change-plan.ts'
import { requireChange } from './get-change.ts'
import { permissionCheck, shiftChecks } from './plan-checks.ts'
import { dryRunAnswer } from './plan-change.ts'
import { requireWrite } from './require-write.ts'

export type RevertInput = RevertRequest & { readonly id: string }

/**
 * Puts back what a change replaced, by the same guarded path and with an entry of its own (R29).
 * @throws HeddleError NOT_FOUND, UNPROCESSABLE when there is nothing to put back, CONFLICT when somebody changed it since
 */
export async function revertChange(call: Call<RevertInput>): Promise<ChangeAnswer> {
  const { deps, input } = call
  const change = await requireChange(call)
  if (change.object.kind === 'Deployment') {
    const { namespace, name } = change.object
    const message = `a Deployment goes back by its own rollout: kubectl rollout undo deployment/${name} -n ${namespace}`
    throw new HeddleError('UNPROCESSABLE', message)
  }
  const key: ChangeKey = {
    kind: changeableKind(change.object.kind),
    namespace: change.object.namespace,
    name: change.object.name,
  }
  requireWrite(call.principal, key)
  if (change.outcome !== 'applied') {
    throw new HeddleError('UNPROCESSABLE', `change ${change.id} was not applied, so there is nothing to put back`)
  }
  const plan = await planRevert(call, change, key)
  if (input.dryRun) return preCheck(await dryRunAnswer(call, plan), change, input.resourceVersion)
  const answer = await applyPlan(call, plan, { reason: input.reason ?? null, reverts: change.id })
  const message = `Put back by change ${answer.changeId ?? ''}.`
  const event = { at: isoTime(deps.now()), kind: 'reverted' as const, message }
  // The revert is written and has its own entry; the link from the old one is a convenience.
  await deps.ledger.update(change.id, { revertedBy: answer.changeId }, [event]).catch(() => undefined)
  return answer
}

/** The checks of a revert say what was looked at before the button is offered: the plan would have failed otherwise. */
function preCheck(answer: ChangeAnswer, change: Change, confirmed: string | undefined): ChangeAnswer {
  const passed = { status: 'pass' as const, detail: null, field: null }
  const duration = Math.round(answer.dryRunResult.durationMs)
  return {
    ...answer,
    checks: [
      confirmed === undefined
        ? { ...passed, id: 'unchanged', title: `Still as change ${change.id} left it, nothing newer is lost` }
        : { ...passed, id: 'unchanged', status: 'warn', title: `Changed since; confirmed on version ${confirmed}` },
      { ...passed, id: 'dry-run', title: `Dry run accepted by the API server in ${duration} ms` },
      ...answer.checks,
    ],
  }
}

async function planRevert(call: Call<RevertInput>, change: Change, key: ChangeKey): Promise<ChangePlan> {
  const live = await call.deps.kubernetes.read(key, call.signal)
  const confirmed = call.input.resourceVersion
  if (confirmed !== undefined && confirmed !== live?.metadata.resourceVersion) {
    const message = `resourceVersion is ${JSON.stringify(confirmed)}: the object has changed since`
    throw new HeddleError('CONFLICT', message, { field: 'resourceVersion', live })
  }
  if (change.form === 'slices' && change.rule !== null) return planWeights(call, change, { key, live })
  return planObject(call, change, { key, live })
}

interface Place {
  readonly key: ChangeKey
  readonly live: StoredObject | null
}

async function planWeights(call: Call<RevertInput>, change: Change, { key, live }: Place): Promise<ChangePlan> {
  const isRule = (rule: Rule) => rule.reference === change.rule
  const now = ruleIn(live, isRule)
  const before = ruleIn(change.before, isRule)
  const left = ruleIn(change.after, isRule)
  if (!live || !now || !before) {
    const message = `rule ${change.rule ?? ''} of ${key.namespace}/${key.name} is gone, so its weights can't be put back`
    throw new HeddleError('CONFLICT', message, { live })
  }
  if (call.input.resourceVersion === undefined && left && !hasSameWeights(now, left)) {
    throw changedSince(change, live)
  }
  const old = before.slices.map(({ destination, weight }) => ({ destination, weight: weight ?? 0 }))
  const wanted = wantedWeights(now, old)
  if (!wanted.ok) throw new HeddleError('CONFLICT', wanted.fault.message, { live })
  const patch = weightPatch(now, wanted.weights, live.metadata.resourceVersion)
  if (!writes(patch)) {
    throw new HeddleError(
      'UNPROCESSABLE',
      `rule ${now.reference} has the weights from before change ${change.id} already`,
    )
  }
  return {
    key,
    live,
    form: 'slices',
    write: { type: 'patch', patch },
    rule: now,
    owner: ownerOf(ownedMetadataSchema.parse(live.metadata)),
    checks: await shiftChecks({ call, key, rule: now, weights: wanted.weights }),
    summary: shiftSummary(now, wanted.weights),
  }
}

async function planObject(call: Call<RevertInput>, change: Change, { key, live }: Place): Promise<ChangePlan> {
  const left = kubernetesObject.safeParse(change.after).data?.metadata.resourceVersion
  if (call.input.resourceVersion === undefined && left !== live?.metadata.resourceVersion) {
    throw changedSince(change, live)
  }
  const write = objectWrite(change, live)
  const verb = write.type === 'remove' ? 'delete' : write.type === 'create' ? 'create' : 'patch'
  return {
    key,
    live,
    form: 'object',
    write,
    rule: null,
    owner: ownerOf(live ? ownedMetadataSchema.parse(live.metadata) : {}),
    checks: [await permissionCheck(call.deps, key, verb)],
    summary: `back to what it was before change ${change.id}`,
  }
}

/** The stored copy under the live version; an object that was not there before is deleted, a deleted one created. */
function objectWrite(change: Change, live: StoredObject | null): Write {
  const before = kubernetesObject.safeParse(change.before)
  if (!before.success) {
    if (live) return { type: 'remove', resourceVersion: live.metadata.resourceVersion }
    throw new HeddleError('UNPROCESSABLE', `there was no object before change ${change.id} and there is none now`)
  }
  const { resourceVersion: _version, uid: _uid, creationTimestamp: _created, ...rest } = before.data.metadata
  const { managedFields: _fields, generation: _generation, ...metadata } = rest
  if (!live) return { type: 'create', object: { ...before.data, metadata } }
  const { resourceVersion } = live.metadata
  return { type: 'replace', object: { ...before.data, metadata: { ...metadata, resourceVersion } } }
}

function hasSameWeights(left: Rule, right: Rule): boolean {
  return (
    left.slices.length === right.slices.length &&
    left.slices.every((slice, place) => slice.weight === right.slices[place]?.weight)
  )
}

function changedSince(change: Change, live: StoredObject | null): HeddleError {
  const message = `it is no longer as change ${change.id} left it: look at what changed since, then confirm with its resourceVersion`
  return new HeddleError('CONFLICT', message, { live, field: 'resourceVersion' })
}
