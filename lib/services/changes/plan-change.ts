import type { ChangeAnswer, ChangeRequest } from '../../contract/changes.ts'
import type { StoredObject } from '../../domain/kubernetes/object.ts'
import type { Call } from '../deps.ts'
import type { ChangePlan } from './change-plan.ts'
import { executeWrite } from './execute-write.ts'
import { json } from './json.ts'
import { outcomeChecks } from './outcome-checks.ts'
import { buildPlan } from './plan.ts'
import { yamlDiff } from './yaml-diff.ts'

/** A dry run: what the API server would store, against what it holds, with every check; nothing is written (R26). */
export async function planChange(call: Call<ChangeRequest>): Promise<ChangeAnswer> {
  return dryRunAnswer(call, await buildPlan(call))
}

/** Sends a plan with `dryRun=All` and describes the outcome. @throws HeddleError when the server refuses it */
export async function dryRunAnswer(call: Pick<Call<unknown>, 'deps'>, plan: ChangePlan): Promise<ChangeAnswer> {
  const started = call.deps.now()
  const object = await executeWrite(call.deps.kubernetes, plan, true)
  const checks = [...plan.checks, ...outcomeChecks(call.deps, plan, object)]
  return changeAnswer({ ...plan, checks }, object, call.deps.now() - started)
}

function changeAnswer(plan: ChangePlan, object: StoredObject | null, durationMs: number): ChangeAnswer {
  const warned = plan.checks.filter(({ status }) => status !== 'pass')
  const warnings = warned.map(({ title, detail }) => (detail === null ? `${title}.` : `${title}. ${detail}`))
  return {
    changeId: null,
    summary: plan.summary,
    diff: yamlDiff(plan.live, object),
    patch: plan.write.type === 'patch' ? [...plan.write.patch] : [],
    resourceVersion: plan.live?.metadata.resourceVersion ?? null,
    dryRunResult: { accepted: true, durationMs, warnings: [], object: json(object) },
    checks: [...plan.checks],
    warnings: plan.owner.action === 'apply' ? warnings : [plan.owner.sentence, ...warnings],
    owner: plan.owner,
  }
}
