import { loadCheck } from './load-check.ts'
import { destinationName, type Rule } from './rules.ts'
import type { Target } from './targets.ts'

/** One check before a write. `fail` stops it, `warn` does not, `unknown` means that the answer could not be had. */
export interface Check {
  readonly id: CheckId
  readonly status: 'pass' | 'warn' | 'fail' | 'unknown'
  readonly title: string
  readonly detail: string | null
  /** The field of the request that a failed check is about. */
  readonly field: string | null
}
export type CheckId =
  | 'subsets'
  | 'hosts'
  | 'endpoints'
  | 'load'
  | 'permission'
  | 'affinity'
  | 'other-change'
  | 'unchanged'
  | 'dry-run'
  | 'dependants'
  | 'owner'

/** What is known before a shift. Rates are requests per second; `null` where they are not known. */
export interface PreflightInput {
  readonly rule: Rule
  readonly weights: readonly number[]
  readonly targets: readonly Target[]
  readonly rps: readonly (number | null)[]
  readonly permission: Permission
  /** A change of the same rule that is still being verified. */
  readonly pendingChange: string | null
}

export type Permission =
  | { readonly type: 'allowed' }
  | { readonly type: 'denied'; readonly reason: string }
  | { readonly type: 'unknown'; readonly reason: string }

/** Every check of a shift, in the order they are shown (R17). All are made; the first failure hides nothing. */
export function preflight(input: PreflightInput): Check[] {
  return [
    subsetCheck(input),
    hostCheck(input),
    endpointCheck(input),
    loadCheck(input),
    permissionAnswer(input.permission),
    affinityCheck(input.targets),
    otherChangeCheck(input.pendingChange),
  ]
}

/** The first check that stops a write. */
export function firstFailure(checks: readonly Check[]): Check | null {
  return checks.find((check) => check.status === 'fail') ?? null
}

function subsetCheck(input: PreflightInput): Check {
  const broken = worst(input, (target) => target.subset.type === 'undefined')
  if (!broken) {
    const named = input.targets.flatMap(({ destination, subset }) =>
      subset.type === 'defined' ? [{ name: destination.subset ?? '', rule: subset.destinationRule }] : [],
    )
    const rules = [...new Set(named.map(({ rule }) => rule))].join(', ')
    const subsets = named.map(({ name }) => name).join(', ')
    return {
      ...passed('subsets'),
      title: named.length === 0 ? 'No subset is used' : `Subsets ${subsets} exist in DestinationRule ${rules}`,
    }
  }
  return {
    id: 'subsets',
    status: broken.grows ? 'fail' : 'warn',
    title: `No DestinationRule of ${broken.target.host} has the subset ${broken.target.destination.subset ?? ''}`,
    detail: 'Requests sent there are answered with 503. Add the subset to a DestinationRule first.',
    field: `slices.${broken.place}.destination.subset`,
  }
}

function hostCheck(input: PreflightInput): Check {
  const broken = worst(input, (target) => target.kind === 'missing')
  if (!broken) return { ...passed('hosts'), title: 'Every host resolves' }
  return {
    id: 'hosts',
    status: broken.grows ? 'fail' : 'warn',
    title: `No Service or ServiceEntry has the host ${broken.target.host}`,
    detail: null,
    field: `slices.${broken.place}.destination.host`,
  }
}

function endpointCheck(input: PreflightInput): Check {
  const broken = worst(
    input,
    (target) => target.kind === 'service' && target.subset.type !== 'undefined' && target.readyPods === 0,
  )
  if (!broken) return { ...passed('endpoints'), title: 'Every used destination has a ready pod' }
  const { pods, destination } = broken.target
  return {
    id: 'endpoints',
    status: broken.grows ? 'fail' : 'warn',
    title: `${destinationName(destination)} has no ready pod`,
    detail:
      pods.length === 0 ? 'No pod has its labels.' : `${pods.length} pods have its labels, none of them is ready.`,
    field: `slices.${broken.place}.weight`,
  }
}

interface Broken {
  readonly place: number
  readonly target: Target
  readonly grows: boolean
}

/**
 * The used destination that a fault is worst for. Only sending it more than now is a failure: a shift that takes requests
 * away from a broken destination must stay possible.
 */
function worst({ targets, weights, rule }: PreflightInput, isBroken: (target: Target) => boolean): Broken | null {
  const broken = targets.flatMap((target, place): Broken[] => {
    const wanted = weights[place] ?? 0
    if (wanted === 0 || !isBroken(target)) return []
    return [{ place, target, grows: wanted > (rule.slices[place]?.effective ?? 0) }]
  })
  return broken.find(({ grows }) => grows) ?? broken[0] ?? null
}

/** The check of a right. */
export function permissionAnswer(permission: Permission): Check {
  switch (permission.type) {
    case 'allowed':
      return { ...passed('permission'), title: 'You may change this object' }
    case 'denied':
      return {
        ...passed('permission'),
        status: 'fail',
        title: 'You may not change this object',
        detail: permission.reason,
      }
    case 'unknown':
      return {
        ...passed('permission'),
        status: 'unknown',
        title: 'Rights could not be read',
        detail: permission.reason,
      }
  }
}

function affinityCheck(targets: readonly Target[]): Check {
  const sticky = targets.find((target) => target.sticky)
  if (!sticky) return { ...passed('affinity'), title: 'No session affinity on this host' }
  return {
    ...passed('affinity'),
    status: 'warn',
    title: `${sticky.host} keeps callers on one endpoint`,
    detail: 'Weights are drawn before that, so a caller can still flip between versions.',
  }
}

function otherChangeCheck(pending: string | null): Check {
  if (pending === null) return { ...passed('other-change'), title: 'No other change of this rule is being verified' }
  return {
    ...passed('other-change'),
    status: 'warn',
    title: `Change ${pending} of this rule is still being verified`,
    detail: 'Applying ends its verification.',
  }
}

function passed(id: CheckId): Check {
  return { id, status: 'pass', title: '', detail: null, field: null }
}
