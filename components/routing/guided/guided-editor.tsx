'use client'
import { useState } from 'react'
import type { ConfigResponse } from '../../../lib/contract/config.ts'
import type { GuidedFacts } from '../../../lib/contract/guided-edits.ts'
import { stringAt } from '../../../lib/domain/kubernetes/json.ts'
import type { GuidedEdit } from '../../../lib/domain/routing/guided/edits.ts'
import { destinationRuleNotes, virtualServiceNotes, type DraftNote } from '../../../lib/domain/routing/guided/notes.ts'
import { fieldAt } from '../../../lib/domain/routing/guided/object-fields.ts'
import { httpRules } from '../../../lib/domain/routing/guided/rule-order.ts'
import { ConfigConflict } from '../../config/config-conflict.tsx'
import { StatusItems } from '../../shell/status-bar.tsx'
import { useShortcut } from '../../shell/shortcuts/shortcut-provider.tsx'
import { NotAccepted } from '../../ui/not-accepted.tsx'
import { Note } from '../../ui/note.tsx'
import { usePageParams } from '../use-page-params.ts'
import { GuidedApplied } from './guided-applied.tsx'
import { GuidedBar } from './guided-bar.tsx'
import { GuidedDrafting } from './guided-drafting.tsx'
import type { GuidedForm } from './guided-form.ts'
import { GuidedReviewStage } from './guided-review-stage.tsx'
import type { GuidedTarget } from './guided-target.ts'
import { useGuidedDraft } from './use-guided-draft.ts'
import { useGuidedReview } from './use-guided-review.ts'

type EditorProps = {
  object: { namespace: string; name: string }
  edit: GuidedEdit
  facts: GuidedFacts
  target: GuidedTarget
  live: ConfigResponse | null
  isGone: boolean
}

/** One guided edit: its form beside the YAML of the same draft, the review of it, and what became of it. */
export function GuidedEditor({ object, edit, facts, target, live, isGone }: EditorProps) {
  const { params, setParams } = usePageParams()
  const draft = useGuidedDraft(target, live)
  const changeId = params.get('change')
  const review = useGuidedReview({ name: target.name, live, draft, onApplied: (change) => setParams({ change }) })
  const [rule, setRule] = useState(() => ruleFrom(draft.checked.object, params.get('rule')))
  const notes = notesOn(edit, draft.checked.object, facts)
  const errors = draft.checked.faults.length + notes.filter(({ severity }) => severity === 'error').length
  const discard = () => {
    review.back()
    draft.control.discard()
  }
  useShortcut({
    keys: 'escape',
    label: 'Back, or discard the draft',
    group: 'This page',
    run: review.answer === null ? discard : review.back,
  })
  const at = Math.min(rule, Math.max(0, httpRules(draft.checked.object).length - 1))
  const form: GuidedForm | null =
    draft.checked.object === null
      ? null
      : {
          object: draft.checked.object,
          live: live?.object ?? null,
          faults: draft.checked.faults,
          notes,
          facts,
          write: draft.writeObject,
        }
  const step = changeId !== null ? 'Verify' : review.answer === null ? 'Draft' : 'Review'
  const isBlocked = errors > 0 || isGone || draft.isBehind || live?.owner.action === 'use-owner'
  const isConflict = draft.isBehind && live !== null && draft.checked.object !== null
  return (
    <>
      <GuidedBar
        {...{ object, edit, target, step, review, errors }}
        rule={stringAt(draft.checked.object, 'spec', 'http', at, 'name') ?? `http/${at}`}
        hasRoute={facts.virtualService !== null}
        isDirty={draft.isDirty}
        isBlocked={isBlocked}
        onDiscard={discard}
        onNewDraft={() => setParams({ change: undefined })}
      />
      <div className="min-h-0 flex-1 overflow-auto">
        <div className="mx-auto flex w-full max-w-[1680px] flex-col gap-2.5 px-5 py-3 max-sm:px-3">
          {changeId !== null ? (
            <GuidedApplied object={object} changeId={changeId} onOpen={(change) => setParams({ change })} />
          ) : isConflict ? (
            <ConfigConflict
              live={live}
              base={draft.control.draft?.base}
              mine={draft.checked.object ?? {}}
              control={draft.control}
            />
          ) : (
            <>
              <Notices {...{ edit, target, live, isGone, error: review.error, facts }} />
              {review.answer === null ? (
                <GuidedDrafting {...{ edit, form, draft, live, target }} rule={at} onRule={setRule} />
              ) : (
                <GuidedReviewStage answer={review.answer} reason={review.reason} onReason={review.setReason} />
              )}
            </>
          )}
        </div>
      </div>
      <StatusItems>
        {draft.isDirty ? (
          <span className="ml-auto font-medium text-draft">Unsent draft, kept on this device</span>
        ) : null}
      </StatusItems>
    </>
  )
}

/** What must be known before anything is typed. */
function Notices({
  edit,
  target,
  live,
  isGone,
  error,
  facts,
}: Pick<EditorProps, 'edit' | 'target' | 'live' | 'isGone' | 'facts'> & { error: string | null }) {
  const { kind, name } = target.name
  return (
    <>
      <p className="text-dense text-ink-2">
        <span className="font-semibold text-ink-1">{edit.title}.</span> {edit.does}
        {target.exists ? '' : ` There is no ${kind} for it yet: it will be created as ${name}.`}
      </p>
      {live === null || live.owner.kind === 'none' ? null : (
        <Note tone={live.owner.action === 'use-owner' ? 'degraded' : 'accent'} icon="branch">
          {live.owner.sentence}
        </Note>
      )}
      {isGone ? (
        <Note tone="failing" role="alert">
          <b>This {kind} was deleted.</b> What you see is its last state; your draft is kept and can&apos;t be applied.
        </Note>
      ) : null}
      {facts.degraded.map(({ source, message }) => (
        <Note key={source} tone="degraded">
          <b>{source} is missing.</b> {message}
        </Note>
      ))}
      <NotAccepted error={error} />
    </>
  )
}

function notesOn(edit: GuidedEdit, object: unknown, facts: GuidedFacts): DraftNote[] {
  switch (edit.kind) {
    case 'VirtualService':
      return virtualServiceNotes(object, facts.hosts)
    case 'DestinationRule':
      return destinationRuleNotes(object, { uses: facts.uses, server: facts.mtls?.mode ?? null })
    case 'PeerAuthentication':
      return []
  }
}

/** The place of the rule that the URL names, by its name or as `http/1`. */
function ruleFrom(object: unknown, reference: string | null): number {
  const rules = httpRules(object)
  const named = rules.findIndex((rule) => reference !== null && fieldAt(rule, ['name']) === reference)
  if (named >= 0) return named
  const placed = Number(/^http\/(\d+)$/.exec(reference ?? '')?.[1] ?? 0)
  return placed < rules.length ? placed : 0
}
