'use client'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { z } from 'zod'
import { ApiError } from '../../lib/client/api.ts'
import type { ConfigName } from '../../lib/client/queries/config.ts'
import { applyChange, dryRunChange } from '../../lib/client/write-change.ts'
import { counted } from '../../lib/client/format/number.ts'
import type { ChangeAnswer, ChangeRequest } from '../../lib/contract/changes.ts'
import type { ConfigResponse } from '../../lib/contract/config.ts'
import { missingRight } from '../../lib/domain/kubernetes/missing-right.ts'
import { ChecksList } from '../routing/checks-list.tsx'
import { RightsRequest } from '../shell/rights-request.tsx'
import { DiffCard } from '../routing/diff-card.tsx'
import { ReasonField } from '../routing/reason-field.tsx'
import { useUndoToast } from '../routing/use-undo.ts'
import { Button } from '../ui/button.tsx'
import { NotAccepted } from '../ui/not-accepted.tsx'
import { Card } from '../ui/panel.tsx'
import { StatusMark } from '../ui/status-mark.tsx'
import { Switch } from '../ui/switch.tsx'
import { checkYaml } from './check-yaml.ts'
import { ConfigConflict } from './config-conflict.tsx'
import type { YamlDraftControl } from './use-yaml-draft.ts'
import { YamlEditor } from './yaml-editor.tsx'

type EditorProps = { target: ConfigName; live: ConfigResponse; liveText: string; control: YamlDraftControl }

/** One object as text: faults in the gutter, then dry run, then the write. Nothing is sent while typing. */
export function ConfigEditor({ target, live, liveText, control }: EditorProps) {
  const text = control.draft?.text ?? ''
  const [isComparing, setComparing] = useState(false)
  const [place, setPlace] = useState<{ line: number; column: number } | null>(null)
  const { data: checked, isPlaceholderData: isCheckOld } = useQuery({
    queryKey: ['config', 'check', target, text],
    queryFn: () => checkYaml(text, target),
    placeholderData: (previous) => previous,
  })
  const faults = checked?.faults ?? noFaults
  const write = useConfigWrite(target, control)
  const isBehind = control.draft !== null && control.draft.resourceVersion !== live.resourceVersion
  if (isBehind && checked?.object) {
    return <ConfigConflict live={live} base={control.draft?.base} mine={checked.object} control={control} />
  }
  const object = checked?.object ?? null
  const refused = write.error === null ? null : missingRight(write.error)
  const canSend = object !== null && !isCheckOld && faults.length === 0 && text !== liveText
  return (
    <>
      <Card
        title="YAML"
        hint={`draft on resource version ${control.draft?.resourceVersion ?? 'none'}, kept on this device`}
        actions={
          <Switch isSelected={isComparing} onChange={setComparing}>
            Show changes
          </Switch>
        }
      >
        <YamlEditor
          label={`YAML of ${target.kind} ${target.name}`}
          text={text}
          faults={faults}
          original={isComparing ? liveText : null}
          target={place}
          onChange={(next) => {
            write.reset()
            control.write(next)
          }}
        />
      </Card>
      {faults.length === 0 ? null : (
        <Card
          title={counted(faults.length, 'fault')}
          hint={faults.length === 1 ? 'the write is off until it is gone' : 'the write is off until they are gone'}
        >
          <ul>
            {faults.map(({ line, column, message }) => (
              <li key={`${line}:${column} ${message}`}>
                <button
                  type="button"
                  className="flex w-full items-start gap-2.5 px-3.5 py-1.5 text-left text-dense hover:bg-surface-2"
                  onClick={() => setPlace({ line, column })}
                >
                  <span className="mt-1">
                    <StatusMark status="failing" label="error" />
                  </span>
                  <span className="w-16 flex-none text-ink-3">{`${line}:${column}`}</span>
                  <span className="min-w-0 flex-1">{message}</span>
                </button>
              </li>
            ))}
          </ul>
        </Card>
      )}
      <NotAccepted error={write.error}>{refused === null ? null : <RightsRequest right={refused} />}</NotAccepted>
      <div className="flex flex-wrap justify-end gap-2">
        <Button variant="ghost" onPress={control.discard}>
          Discard the draft
        </Button>
        <Button
          variant={write.answer === null ? 'primary' : 'default'}
          isDisabled={!canSend || write.isSending}
          onPress={() => {
            if (object !== null) write.review(object)
          }}
        >
          {faults.length > 0 ? `Dry run, ${counted(faults.length, 'fault')} first` : 'Dry run and review'}
        </Button>
      </div>
      {write.answer === null || object === null ? null : (
        <Reviewed answer={write.answer} isSending={write.isSending} onApply={(reason) => write.apply(object, reason)} />
      )}
    </>
  )
}

const noFaults: readonly [] = []

/** Comes into view when it appears: a long text would hide that there is something to read. */
function Reviewed({
  answer,
  isSending,
  onApply,
}: {
  answer: ChangeAnswer
  isSending: boolean
  onApply: (reason: string) => void
}) {
  const [reason, setReason] = useState('')
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => place.current?.scrollIntoView({ block: 'start' }), [])
  return (
    <div ref={place} className="flex scroll-mt-3 flex-col gap-3">
      <DiffCard
        title="What the server would store"
        hint={`dry run accepted in ${Math.round(answer.dryRunResult.durationMs)} ms`}
        resourceVersion={answer.resourceVersion}
        diff={answer.diff}
        patch={[]}
        changedLabel="Changes"
      />
      <Card title="Checks">
        <div className="px-3.5 py-2">
          <ChecksList checks={answer.checks} />
        </div>
      </Card>
      <ReasonField value={reason} onChange={setReason} />
      <div className="flex justify-end">
        <Button variant="primary" isDisabled={isSending} onPress={() => onApply(reason)}>
          Apply
        </Button>
      </div>
    </div>
  )
}

const jsonObject = z.record(z.string(), z.json())

/** What came out of YAML as JSON: parsing proves it to the compiler, fields that are undefined fall away. */
function asJson(object: Record<string, unknown>): NonNullable<ChangeRequest['object']> {
  return jsonObject.parse(JSON.parse(JSON.stringify(object)))
}

function useConfigWrite(target: ConfigName, control: YamlDraftControl) {
  const client = useQueryClient()
  const offerUndo = useUndoToast(() => undefined)
  const version = control.draft?.resourceVersion ?? null
  const request = (object: Record<string, unknown>, reason = '') => ({
    ...target,
    object: asJson(object),
    ...(version === null ? {} : { resourceVersion: version }),
    ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
  })
  const readAgain = () => client.invalidateQueries({ queryKey: ['config'] })
  const dryRun = useMutation({ mutationFn: dryRunChange, onError: readAgain })
  const apply = useMutation({
    mutationFn: applyChange,
    onError: readAgain,
    onSuccess: async (answer) => {
      control.discard()
      if (answer.changeId !== null) offerUndo(answer.changeId, `${target.kind} ${target.name}: ${answer.summary}`)
      await Promise.all([readAgain(), client.invalidateQueries({ queryKey: ['changes'] })])
    },
  })
  const error = apply.error ?? dryRun.error
  return {
    answer: dryRun.data ?? null,
    isSending: dryRun.isPending || apply.isPending,
    error:
      error === null
        ? null
        : `${error instanceof ApiError && error.field !== undefined ? `${error.field}: ` : ''}${error.message}`,
    review: (object: Record<string, unknown>) => dryRun.mutate(request(object)),
    apply: (object: Record<string, unknown>, reason: string) => apply.mutate(request(object, reason)),
    reset: () => {
      dryRun.reset()
      apply.reset()
    },
  }
}
