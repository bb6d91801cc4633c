import type { PlanRequest, PlanView } from '../../contract/plans.ts'
import { HeddleError } from '../../domain/model/heddle-error.ts'
import { newPlanState } from '../../domain/routing/plan/new-plan.ts'
import type { PlanOrigin } from '../../domain/routing/plan/plan.ts'
import { placesOf, planFault } from '../../domain/routing/plan/step-weights.ts'
import { ownedMetadataSchema, ownerOf } from '../../domain/routing/owner.ts'
import { findRule, rulesOf } from '../../domain/routing/rules.ts'
import { virtualServiceSchema } from '../../domain/routing/virtual-service.ts'
import { askPermission } from '../changes/plan-checks.ts'
import { requireWrite } from '../changes/require-write.ts'
import type { Call } from '../deps.ts'
import { planViewOf } from './plan-view.ts'

/**
 * Makes a plan and lets it begin; it goes on by itself from here (P1).
 * @throws HeddleError UNPROCESSABLE with the field, FORBIDDEN, CONFLICT while the object has an active plan
 */
export async function createPlan({ deps, principal, input, signal }: Call<PlanRequest>): Promise<PlanView> {
  const key = { kind: 'VirtualService', namespace: input.namespace, name: input.name } as const
  requireWrite(principal, key)
  const live = await deps.kubernetes.read(key, signal)
  const parsed = virtualServiceSchema.safeParse(live)
  if (live === null || !parsed.success) throw refused('name', `there is no VirtualService ${key.namespace}/${key.name}`)
  const rule = findRule(rulesOf(parsed.data), input.rule)
  if (rule === null) throw refused('rule', `rule is ${JSON.stringify(input.rule)}: ${key.name} has no such rule`)
  const fault = planFault(input, rule)
  if (fault !== null) throw refused(fault.field, fault.message)
  const owner = ownerOf(ownedMetadataSchema.parse(live.metadata))
  if (owner.action === 'use-owner') throw refused('name', owner.sentence)
  const permission = await askPermission(deps, key, 'patch')
  if (permission.type === 'denied') throw new HeddleError('FORBIDDEN', permission.reason)
  const places = placesOf(input, rule)
  const origin: PlanOrigin = {
    weights: rule.slices.map(({ effective }) => effective),
    candidatePlace: places.candidate,
    stablePlace: places.stable,
    createdBy: principal.subject,
    namespaces: principal.namespaces === 'all' ? 'all' : [...principal.namespaces],
  }
  const now = deps.now() / 1000
  const spec = { ...input, rule: rule.reference }
  const made = await deps.plans.create({ spec, origin, state: newPlanState(spec, now) })
  if (made === null) {
    throw new HeddleError('CONFLICT', `${key.namespace}/${key.name} has an active plan already: end that one first`)
  }
  return planViewOf(made, now)
}

function refused(field: string, message: string): HeddleError {
  return new HeddleError('UNPROCESSABLE', message, { field })
}
