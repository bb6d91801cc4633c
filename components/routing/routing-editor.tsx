'use client'
import type { RoutingRule, RoutingView } from '../../lib/contract/routing.ts'
import { StatusItems } from '../shell/status-bar.tsx'
import { DraftStage } from './draft-stage.tsx'
import { EditorBar } from './editor-bar.tsx'
import { EditorNotices } from './editor-notices.tsx'
import { RemoveRouting } from './create/remove-routing.tsx'
import { PlanLink } from './plan/plan-link.tsx'
import { RuleHistory } from './rule-history.tsx'
import { RuleList } from './rule-list.tsx'
import { useEdit } from './use-edit.ts'
import { MoreEdits } from './guided/more-edits.tsx'
import { usePageParams } from './use-page-params.ts'
import { UndoAction } from './undo-action.tsx'
import { useReview } from './use-review.tsx'
import { useUndoOf } from './use-undo-of.ts'
import { VerifyStage } from './verify-stage.tsx'

/** Rules left, the chosen rule in its step, and its checks; the URL says which rule and which change. */
export function RoutingEditor({
  view,
  isGone,
  failure,
}: {
  view: RoutingView
  isGone: boolean
  failure: string | null
}) {
  const { params, setParams } = usePageParams()
  const control = useEdit(view)
  const rule = chosenRule(view, params.get('rule') ?? control.edit?.rule ?? null)
  const changeId = params.get('change')
  const review = useReview({ view, rule, control, onApplied: (id) => setParams({ change: id, rule: rule?.reference }) })
  const undo = useUndoOf(changeId, (id) => setParams({ change: id }))
  if (!rule) return <EditorBar view={view} rule={null} step="Draft" />
  const step =
    changeId !== null ? 'Verify' : review.answer === null ? 'Draft' : review.isConfirming ? 'Apply' : 'Review'
  return (
    <>
      <EditorBar view={view} rule={rule} step={step}>
        {changeId === null && !control.isDirty ? <RemoveRouting view={view} /> : null}
        <MoreEdits object={view} rule={rule.protocol === 'http' ? rule.reference : null} hasRoute />
        <PlanLink view={view} rule={rule} />
        {changeId === null ? review.actions : <UndoAction undo={undo} />}
      </EditorBar>
      <div className="flex min-h-0 flex-1 max-lg:flex-col max-lg:overflow-auto">
        <aside className="flex w-[236px] flex-none flex-col gap-6 overflow-auto border-r border-line-subtle bg-surface-1 p-3 max-lg:w-full max-lg:border-r-0 max-lg:border-b">
          <RuleList
            rules={view.rules}
            selected={rule.reference}
            onSelect={(reference) => {
              review.back()
              setParams({ rule: reference, change: undefined })
            }}
          />
          <div className="max-lg:hidden">
            <RuleHistory
              namespace={view.namespace}
              name={view.name}
              rule={rule.reference}
              onOpen={(change) => setParams({ change, rule: rule.reference })}
            />
          </div>
        </aside>
        {changeId === null ? (
          <DraftStage view={view} rule={rule} control={control} review={review}>
            <EditorNotices
              view={view}
              control={control}
              isGone={isGone}
              failure={failure}
              error={review.error}
              blockedBy={review.blockedBy}
            />
          </DraftStage>
        ) : (
          <VerifyStage
            view={view}
            rule={rule}
            changeId={changeId}
            undo={undo}
            onClose={() => setParams({ change: undefined })}
          />
        )}
      </div>
      {review.dialog}
      <StatusItems>
        {control.isDirty ? (
          <span className="ml-auto font-medium text-draft">Unsent draft, kept on this device</span>
        ) : null}
      </StatusItems>
    </>
  )
}

/** The rule in the URL, else the first with something to shift, else the first. */
function chosenRule(view: RoutingView, reference: string | null): RoutingRule | null {
  return (
    view.rules.find((rule) => rule.reference === reference) ??
    view.rules.find(({ slices }) => slices.length > 1) ??
    view.rules[0] ??
    null
  )
}
