import type { ChangeRequest } from '../../contract/changes.ts'
import { kubernetesObject, type StoredObject } from '../../domain/kubernetes/object.ts'
import { HeddleError } from '../../domain/model/heddle-error.ts'
import { ownedMetadataSchema, ownerOf } from '../../domain/routing/owner.ts'
import { patchSummary } from '../../domain/routing/guided/object-patch.ts'
import { guarded, wantedWeights, weightPatch, writes } from '../../domain/routing/patch.ts'
import { firstFailure } from '../../domain/routing/preflight.ts'
import { findRule, rulesOf, type Rule } from '../../domain/routing/rules.ts'
import { virtualServiceSchema } from '../../domain/routing/virtual-service.ts'
import { shiftSummary } from '../../domain/routing/weight-changes.ts'
import type { Call } from '../deps.ts'
import type { ChangeKey, ChangePlan, Write } from './change-plan.ts'
import { apiVersionOf, changeableKind } from './changeable-kinds.ts'
import { permissionCheck, shiftChecks } from './plan-checks.ts'
import { noNamespace, requireWrite } from './require-write.ts'

/**
 * Thinks a change through against the live object; writes nothing (R13-R17, R27).
 * @throws HeddleError with the field for bad input, CONFLICT with the live object for a stale version
 */
export async function buildPlan(call: Call<ChangeRequest>): Promise<ChangePlan> {
  const { input, principal } = call
  const key: ChangeKey = { kind: changeableKind(input.kind), namespace: input.namespace, name: input.name }
  requireWrite(principal, key)
  const live = await call.deps.kubernetes.read(key, call.signal)
  if (live === null) return planCreate(call, key)
  requireVersion(input, live)
  if (input.slices) return planShift(call, key, live)
  const owner = ownerOf(ownedMetadataSchema.parse(live.metadata))
  const checks = [await permissionCheck(call.deps, key, input.delete ? 'delete' : 'patch')]
  if (input.delete) {
    const write: Write = { type: 'remove', resourceVersion: live.metadata.resourceVersion }
    return { key, live, form: 'object', write, rule: null, owner, checks, summary: 'deleted' }
  }
  if (input.patch) {
    const write: Write = { type: 'patch', patch: guarded(input.patch, live.metadata.resourceVersion) }
    const summary = patchSummary(input.patch)
    return { key, live, form: 'patch', write, rule: null, owner, checks, summary }
  }
  const object = wholeObject(input, key, live.metadata.resourceVersion)
  return {
    key,
    live,
    form: 'object',
    write: { type: 'replace', object },
    rule: null,
    owner,
    checks,
    summary: 'replaced',
  }
}

/**
 * Refuses what must not be written (R16, R17).
 * @throws HeddleError UNPROCESSABLE with the field, FORBIDDEN for a missing right
 */
export function requirePassed(plan: ChangePlan): void {
  const failure = firstFailure(plan.checks)
  if (failure) {
    const code = failure.id === 'permission' ? 'FORBIDDEN' : 'UNPROCESSABLE'
    const detail = failure.detail === null ? '' : ` ${failure.detail}`
    throw new HeddleError(code, `${failure.title}.${detail}`, { field: failure.field ?? undefined })
  }
  if (plan.form === 'slices' && plan.owner.action === 'use-owner') {
    throw new HeddleError('UNPROCESSABLE', plan.owner.sentence, { field: 'slices' })
  }
}

async function planShift(call: Call<ChangeRequest>, key: ChangeKey, live: StoredObject): Promise<ChangePlan> {
  const rule = requireRule(call.input, live)
  const wanted = wantedWeights(rule, call.input.slices ?? [])
  if (!wanted.ok) throw new HeddleError('UNPROCESSABLE', wanted.fault.message, { field: wanted.fault.field })
  const { weights } = wanted
  const patch = weightPatch(rule, weights, live.metadata.resourceVersion)
  if (!writes(patch)) {
    throw new HeddleError('UNPROCESSABLE', `rule ${rule.reference} has these weights already`, { field: 'slices' })
  }
  const owner = ownerOf(ownedMetadataSchema.parse(live.metadata))
  const checks = await shiftChecks({ call, key, rule, weights })
  const summary = shiftSummary(rule, weights)
  return { key, live, form: 'slices', write: { type: 'patch', patch }, rule, owner, checks, summary }
}

function requireRule(input: ChangeRequest, live: StoredObject): Rule {
  const parsed = virtualServiceSchema.safeParse(live)
  if (input.kind !== 'VirtualService' || !parsed.success) {
    const message = `kind is ${JSON.stringify(input.kind)}: slices change the weights of a VirtualService`
    throw new HeddleError('UNPROCESSABLE', message, { field: 'kind' })
  }
  const rules = rulesOf(parsed.data)
  const rule = findRule(rules, input.rule ?? 0)
  if (rule) return rule
  const known = rules.map(({ reference }) => reference).join(', ')
  const message = `rule is ${JSON.stringify(input.rule ?? 0)}: ${input.name} has ${known === '' ? 'no rules' : `the rules ${known}`}`
  throw new HeddleError('UNPROCESSABLE', message, { field: 'rule' })
}

async function planCreate(call: Call<ChangeRequest>, key: ChangeKey): Promise<ChangePlan> {
  const { input, deps } = call
  if ((await deps.kubernetes.read({ kind: 'Namespace', namespace: null, name: key.namespace }, call.signal)) === null) {
    throw noNamespace(key.namespace)
  }
  if (input.resourceVersion !== undefined && input.object) {
    throw new HeddleError('CONFLICT', `${key.kind} ${key.namespace}/${key.name} was deleted meanwhile`, { live: null })
  }
  if (!input.object) {
    const message = `name is ${JSON.stringify(key.name)}: there is no such ${key.kind} in ${key.namespace}`
    throw new HeddleError('UNPROCESSABLE', message, { field: 'name' })
  }
  return {
    key,
    live: null,
    form: 'object',
    write: { type: 'create', object: wholeObject(input, key, undefined) },
    rule: null,
    owner: ownerOf({}),
    checks: [await permissionCheck(deps, key, 'create')],
    summary: 'created',
  }
}

/** @throws HeddleError UNPROCESSABLE when no version was given, CONFLICT when it is not the live one */
function requireVersion(input: ChangeRequest, live: StoredObject): void {
  const drafted = input.resourceVersion ?? kubernetesObject.safeParse(input.object).data?.metadata.resourceVersion
  if (drafted === undefined) {
    const message = 'resourceVersion is missing: give the version of the object that the change was made on'
    throw new HeddleError('UNPROCESSABLE', message, { field: 'resourceVersion' })
  }
  if (drafted === live.metadata.resourceVersion) return
  const message = `resourceVersion is ${JSON.stringify(drafted)}: the object has changed since, it is ${JSON.stringify(live.metadata.resourceVersion)} now`
  throw new HeddleError('CONFLICT', message, { field: 'resourceVersion', live })
}

/** The object to store: identity from the request, so that it can't name another one. */
function wholeObject(input: ChangeRequest, key: ChangeKey, resourceVersion: string | undefined) {
  const parsed = kubernetesObject.safeParse({ apiVersion: apiVersionOf(key.kind), kind: key.kind, ...input.object })
  if (!parsed.success || parsed.data.kind !== key.kind) {
    throw new HeddleError('UNPROCESSABLE', `object must be a ${key.kind} with metadata`, { field: 'object' })
  }
  const { name, namespace } = parsed.data.metadata
  if ((name !== undefined && name !== key.name) || (namespace !== undefined && namespace !== key.namespace)) {
    const message = `object.metadata names ${namespace ?? key.namespace}/${name ?? key.name}, the request ${key.namespace}/${key.name}`
    throw new HeddleError('UNPROCESSABLE', message, { field: 'object.metadata' })
  }
  const { resourceVersion: _, ...metadata } = parsed.data.metadata
  const version = resourceVersion === undefined ? {} : { resourceVersion }
  return { ...parsed.data, metadata: { ...metadata, name: key.name, namespace: key.namespace, ...version } }
}
