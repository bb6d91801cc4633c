import type { ChangeAnswer, ChangeRequest } from '../../contract/changes.ts'
import type { Change, NewChange } from '../../domain/changes/change.ts'
import { messageOf } from '../../domain/model/heddle-error.ts'
import { superseded } from '../../domain/routing/verification.ts'
import type { StoredObject } from '../../domain/kubernetes/object.ts'
import type { Call, Deps } from '../deps.ts'
import type { ChangePlan } from './change-plan.ts'
import { apiVersionOf } from './changeable-kinds.ts'
import { executeWrite } from './execute-write.ts'
import { json } from './json.ts'
import { isSameObject } from './plan-checks.ts'
import { dryRunAnswer } from './plan-change.ts'
import { buildPlan, requirePassed } from './plan.ts'
import { verificationFor } from './verification-for.ts'

/**
 * Applies a change by the whole path: plan, checks, dry run, ledger, guarded write, ledger (R28). Verification goes on by itself.
 * @throws HeddleError with the field for bad input, CONFLICT with the live object
 */
export async function applyChange(call: Call<ChangeRequest>): Promise<ChangeAnswer> {
  return applyPlan(call, await buildPlan(call), { reason: call.input.reason ?? null, reverts: null })
}

/** The second half of every write, a revert's too. */
export async function applyPlan(
  call: Pick<Call<unknown>, 'deps' | 'principal'>,
  plan: ChangePlan,
  why: Pick<NewChange, 'reason' | 'reverts'>,
): Promise<ChangeAnswer> {
  requirePassed(plan)
  const { deps } = call
  const answer = await dryRunAnswer(call, plan)
  const entry = await openEntry({ deps, actor: call.principal.subject, plan, why })
  const stored = await executeWrite(deps.kubernetes, plan, false).catch(async (error: unknown) => {
    await recordFailure(deps, entry, error)
    throw error
  })
  const missing = await recordSuccess(deps, entry, { plan, stored })
  return { ...answer, changeId: entry.id, warnings: [...answer.warnings, ...missing] }
}

async function openEntry(opening: {
  readonly deps: Deps
  readonly actor: string
  readonly plan: ChangePlan
  readonly why: Pick<NewChange, 'reason' | 'reverts'>
}): Promise<Change> {
  const { deps, actor, plan, why } = opening
  const at = isoTime(deps.now())
  const { kind, namespace, name } = plan.key
  const entry: NewChange = {
    ...why,
    at,
    notBefore: null,
    source: 'console',
    actor,
    object: { apiVersion: plan.live?.apiVersion ?? apiVersionOf(kind), kind, namespace, name },
    rule: plan.rule?.reference ?? null,
    form: plan.form,
    summary: plan.summary,
    before: json(plan.live),
    after: null,
    patch: plan.write.type === 'patch' ? [...plan.write.patch] : [],
    outcome: 'started',
    error: null,
    appliedAt: null,
    acknowledgedAt: null,
    verification: null,
  }
  return deps.ledger.open(entry, [{ at, kind: 'dry-run', message: 'Dry run accepted by the API server.' }])
}

async function recordFailure(deps: Deps, entry: Change, error: unknown): Promise<void> {
  const at = isoTime(deps.now())
  const message = messageOf(error)
  const events = [{ at, kind: 'refused' as const, message }]
  // The write's own error is what the caller must hear of; a ledger that fails as well would only hide it.
  await deps.ledger.update(entry.id, { outcome: 'failed', error: message }, events).catch(() => undefined)
}

/** The object is written by now, so a ledger that fails is a warning, never an error. */
async function recordSuccess(
  deps: Deps,
  entry: Change,
  { plan, stored }: { readonly plan: ChangePlan; readonly stored: StoredObject | null },
): Promise<string[]> {
  const appliedAt = isoTime(deps.now())
  const verification = verificationFor(plan.live, stored)
  const message = writtenSentence(plan, stored)
  const update = { outcome: 'applied' as const, appliedAt, after: json(stored), verification }
  try {
    await endSuperseded(deps, plan, entry)
    await deps.ledger.update(entry.id, update, [{ at: appliedAt, kind: 'written', message }])
    return []
  } catch (error) {
    return [`The change was written, but its entry could not be completed: ${messageOf(error)}`]
  }
}

/** A later write of the object ends what is still being verified of the same rule (R24). */
async function endSuperseded(deps: Deps, plan: ChangePlan, entry: Change): Promise<void> {
  const at = isoTime(deps.now())
  for (const change of await deps.ledger.listPending()) {
    const isSameRule = plan.rule === null || change.rule === null || change.rule === plan.rule.reference
    if (!isSameObject(change.object, plan.key) || !isSameRule || change.verification === null) continue
    const ended = superseded(change.verification, entry.id)
    await deps.ledger.settle(change.id, ended, { at, kind: 'not-converging', message: ended.reason })
  }
}

function writtenSentence(plan: ChangePlan, stored: StoredObject | null): string {
  const version = stored?.metadata.resourceVersion
  switch (plan.write.type) {
    case 'patch': {
      const count = plan.write.patch.filter(({ op }) => op !== 'test').length
      const what = plan.form === 'slices' ? 'weight' : 'field'
      return `JSON Patch applied: ${count} ${what}${count === 1 ? '' : 's'} changed, now resourceVersion ${version ?? 'unknown'}.`
    }
    case 'replace':
      return `Object replaced, now resourceVersion ${version ?? 'unknown'}.`
    case 'create':
      return `Object created as resourceVersion ${version ?? 'unknown'}.`
    case 'remove':
      return 'Object deleted.'
  }
}

/** RFC 3339 from Unix milliseconds. */
export function isoTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString()
}
