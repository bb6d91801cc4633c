import { messageOf } from '../../domain/model/heddle-error.ts'
import type { Check } from '../../domain/routing/preflight.ts'
import { newFaults } from '../../domain/validation/new-faults.ts'
import { readWorld } from '../config/read-world.ts'
import type { Deps } from '../deps.ts'
import type { ChangePlan } from './change-plan.ts'

/** Checks that need the object as the server would store it: what depends on it now, and who owns it. */
export function outcomeChecks(deps: Deps, plan: ChangePlan, object: unknown): Check[] {
  return plan.form === 'slices' ? [] : [referencesCheck(deps, plan, object), ownerCheck(plan)]
}

/** Faults that the write would bring into the configuration, its own or those of objects that refer to it. */
function referencesCheck({ kubernetes }: Deps, { key }: ChangePlan, object: unknown): Check {
  const base: Check = { id: 'dependants', status: 'pass', title: '', detail: null, field: null }
  try {
    const world = readWorld(kubernetes)?.world ?? null
    if (world === null) return { ...base, status: 'unknown', title: 'References can’t be checked yet' }
    const faults = newFaults(world, key, object)
    const [first] = faults
    if (first === undefined) return { ...base, title: 'Nothing that refers to it would break' }
    const more = faults.length === 1 ? '' : ` and ${faults.length - 1} more`
    const title = `${first.kind} ${first.namespace}/${first.name} would have a fault${more}`
    return { ...base, status: 'warn', title, detail: `${first.finding.path}: ${first.finding.message}` }
  } catch (error) {
    return { ...base, status: 'unknown', title: 'References could not be checked', detail: messageOf(error) }
  }
}

function ownerCheck({ owner }: ChangePlan): Check {
  const base: Check = { id: 'owner', status: 'pass', title: '', detail: null, field: null }
  if (owner.action === 'apply') {
    return { ...base, title: owner.kind === 'none' ? 'Nobody else manages this object' : owner.sentence }
  }
  return { ...base, status: 'warn', title: 'A direct write will be undone', detail: owner.sentence }
}
