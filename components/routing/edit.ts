import { z } from 'zod'
import { draftOf, isChanged, reduceDraft, type Draft, type DraftAction } from '../../lib/domain/routing/draft.ts'
import { totalOf } from '../../lib/domain/routing/weights.ts'
import type { RoutingRule, RoutingView } from '../../lib/contract/routing.ts'

/** What a person is about to change: the draft, and the object it was made on. */
export interface Edit {
  readonly rule: string
  readonly resourceVersion: string
  /** The weights of the rule when the draft began. */
  readonly base: readonly number[]
  /** The whole object when the draft began; null in a draft that was kept before objects were. */
  readonly baseObject: RoutingView['object'] | null
  readonly draft: Draft
  readonly reason: string
  readonly savedAt: number
}

const stored = z.object({
  rule: z.string(),
  resourceVersion: z.string(),
  base: z.array(z.int().min(0)),
  baseObject: z.record(z.string(), z.json()).nullable().default(null),
  weights: z.array(z.int().min(0)),
  locked: z.array(z.boolean()),
  total: z.int().min(1),
  reason: z.string(),
  savedAt: z.number(),
})
/** A draft is kept this long on the device. */
const KEEP_MS = 7 * 86_400_000

/** The weights of a rule as they take effect. */
export function liveWeights(rule: RoutingRule): number[] {
  return rule.slices.map(({ effective }) => effective)
}

/** The draft to show: the edit's, else one that equals the live weights. */
export function shownDraft(edit: Edit | null, rule: RoutingRule): Draft {
  return edit?.rule === rule.reference ? edit.draft : draftOf(liveWeights(rule))
}

/** One step of editing a rule; begins an edit where there is none. */
export function editRule(
  edit: Edit | null,
  of: { rule: RoutingRule; view: RoutingView; now: number },
  action: DraftAction,
): Edit {
  const { rule, view, now } = of
  const current = edit?.rule === rule.reference ? edit : null
  const draft = reduceDraft(current?.draft ?? draftOf(liveWeights(rule)), action)
  return {
    rule: rule.reference,
    resourceVersion: current?.resourceVersion ?? view.resourceVersion,
    base: current?.base ?? liveWeights(rule),
    baseObject: current === null ? view.object : current.baseObject,
    draft,
    reason: current?.reason ?? '',
    savedAt: now,
  }
}

/** Whether there is something to review. */
export function isDirty(edit: Edit | null): boolean {
  return edit !== null && isChanged(edit.draft, edit.base)
}

export type Standing =
  /** The object is the one the draft was made on. */
  | { readonly type: 'current' }
  /** It changed, but not these weights: the draft holds on the new version. */
  | { readonly type: 'moved' }
  | { readonly type: 'conflict'; readonly theirs: readonly number[] }
  | { readonly type: 'rule-gone' }

/** How a draft stands to the live object (R27). */
export function standingOf(edit: Edit, view: RoutingView): Standing {
  if (edit.resourceVersion === view.resourceVersion) return { type: 'current' }
  const rule = view.rules.find(({ reference }) => reference === edit.rule)
  if (!rule || rule.slices.length !== edit.base.length) return { type: 'rule-gone' }
  const theirs = liveWeights(rule)
  return theirs.every((weight, place) => weight === edit.base[place]) ? { type: 'moved' } : { type: 'conflict', theirs }
}

/** The same draft on the live version. `weights` are what a person chose after a conflict. */
export function rebase(edit: Edit, view: RoutingView, weights: readonly number[] = edit.draft.weights): Edit {
  const rule = view.rules.find(({ reference }) => reference === edit.rule)
  const draft = { ...edit.draft, weights, total: totalOf(weights), drag: null }
  return {
    ...edit,
    resourceVersion: view.resourceVersion,
    base: rule ? liveWeights(rule) : edit.base,
    baseObject: view.object,
    draft,
  }
}

export function serializeEdit(edit: Edit | null): string | null {
  if (edit === null || !isDirty(edit)) return null
  const { draft, ...rest } = edit
  return JSON.stringify({ ...rest, weights: draft.weights, locked: draft.locked, total: draft.total })
}

/** A kept draft; null when it is too old or is not understood. */
export function parseEdit(text: string | null, now: number): Edit | null {
  if (text === null) return null
  const parsed = stored.safeParse(fromJson(text))
  if (!parsed.success || now - parsed.data.savedAt > KEEP_MS) return null
  const { weights, locked, total, ...rest } = parsed.data
  return { ...rest, draft: { weights, locked, total, drag: null } }
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
