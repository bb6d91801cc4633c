import type { PlanRequest } from '../../../lib/contract/plans.ts'
import type { RoutingRule, RoutingView } from '../../../lib/contract/routing.ts'
import { templates, usualGuards } from '../../../lib/domain/routing/plan/new-plan.ts'
import type { PlanGuard, PlanStep } from '../../../lib/domain/routing/plan/plan.ts'

/** What a person fills in before a plan begins. */
export type PlanDraft = {
  candidate: number
  stable: number
  steps: PlanStep[]
  guards: PlanGuard[]
  onFailure: 'roll-back' | 'pause'
  /** Seconds between two judgements. */
  windowSeconds: number
  maxHours: number
  reason: string
}

export type TemplateId = (typeof templates)[number]['id']

/** A draft from a template: the largest share is the stable slice, the smallest other one with pods the candidate. */
export function planDraft(rule: RoutingRule, template: TemplateId): PlanDraft {
  const order = rule.slices
    .map((slice, place) => ({ slice, place }))
    .toSorted((a, b) => b.slice.effective - a.slice.effective)
  const stable = order[0]?.place ?? 0
  const others = order.filter(({ place }) => place !== stable)
  const used = others.filter(({ slice }) => slice.effective > 0)
  const ready = others.filter(({ slice }) => slice.readyPods > 0)
  const candidate = (used.at(-1) ?? ready[0] ?? others[0])?.place ?? 0
  const found = templates.find(({ id }) => id === template) ?? templates[0]
  return {
    candidate,
    stable,
    steps: found.steps.map((step) => ({ ...step })),
    guards: usualGuards.map((guard) => ({ ...guard })),
    onFailure: 'roll-back',
    windowSeconds: 30,
    maxHours: Math.max(2, Math.ceil((2 * found.steps.reduce((sum, { holdSeconds }) => sum + holdSeconds, 0)) / 3600)),
    reason: '',
  }
}

/** What is sent for a draft. */
export function planRequestOf(view: RoutingView, rule: RoutingRule, draft: PlanDraft): PlanRequest | null {
  const candidate = rule.slices[draft.candidate]?.destination
  const stable = rule.slices[draft.stable]?.destination
  if (candidate === undefined || stable === undefined) return null
  return {
    namespace: view.namespace,
    name: view.name,
    rule: rule.reference,
    candidate,
    stable,
    steps: draft.steps,
    guards: draft.guards,
    onFailure: draft.onFailure,
    windowSeconds: draft.windowSeconds,
    maxDurationSeconds: Math.round(draft.maxHours * 3600),
    reason: draft.reason.trim() === '' ? null : draft.reason.trim(),
  }
}

/** Why a draft can't begin; null when it can. */
export function planDraftFault(rule: RoutingRule, draft: PlanDraft): string | null {
  if (draft.candidate === draft.stable) return 'Candidate and stable slice must be two destinations.'
  if (draft.steps.length === 0) return 'A plan needs at least one step.'
  for (const [place, { percent }] of draft.steps.entries()) {
    const exact = (rule.total * percent) / 100
    if (Math.abs(exact - Math.round(exact)) > 1e-9) {
      return `Step ${place + 1}: ${percent} % can’t be written with a total weight of ${rule.total}.`
    }
  }
  const held = draft.steps.reduce((sum, { holdSeconds }) => sum + holdSeconds, 0)
  if (held > draft.maxHours * 3600) return 'The holds alone take longer than the limit of the plan.'
  return null
}

/** The guard of another kind with its usual limit. */
export function guardOf(id: string): PlanGuard {
  switch (id) {
    case 'p95':
      return { kind: 'latency-ratio', quantile: 'p95', limit: 1.2 }
    case 'p99':
      return { kind: 'latency-ratio', quantile: 'p99', limit: 1.3 }
    case 'objective':
      return { kind: 'objective', limit: 0.995 }
    default:
      return { kind: 'success-delta', limit: -0.005 }
  }
}

export function guardId(guard: PlanGuard): string {
  return guard.kind === 'latency-ratio' ? guard.quantile : guard.kind
}
