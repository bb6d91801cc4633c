'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { editPlanSteps } from '../../../lib/client/write-plan.ts'
import type { PlanStepsRequest, PlanView } from '../../../lib/contract/plans.ts'
import { isActive } from '../../../lib/domain/routing/plan/plan.ts'
import { Button } from '../../ui/button.tsx'
import { Note } from '../../ui/note.tsx'
import { StepsTable } from './plan-tables.tsx'
import { StepsCard } from './steps-card.tsx'

/** The steps of a plan; those that have not begun can be edited while it runs (P14). */
export function PlanSteps({ plan }: { plan: PlanView }) {
  const [edit, setEdit] = useState<PlanStepsRequest | null>(null)
  const { spec, state } = plan
  const isEditable = isActive(state) && state.status !== 'rolling-back'
  const begin = () => {
    const from = state.step + 1
    setEdit({ revision: state.revision, from, steps: spec.steps.slice(from) })
  }
  return (
    <>
      <StepsTable
        plan={plan}
        actions={
          isEditable && edit === null ? (
            <Button size="sm" onPress={begin}>
              Edit later steps
            </Button>
          ) : null
        }
      />
      {edit === null || !isEditable ? null : (
        <LaterSteps plan={plan} edit={edit} onChange={setEdit} onEnd={() => setEdit(null)} />
      )}
    </>
  )
}

function LaterSteps({
  plan,
  edit,
  onChange,
  onEnd,
}: {
  plan: PlanView
  edit: PlanStepsRequest
  onChange: (edit: PlanStepsRequest) => void
  onEnd: () => void
}) {
  const client = useQueryClient()
  const save = useMutation({
    mutationFn: () => editPlanSteps(plan.id, edit),
    onSuccess: onEnd,
    onSettled: () => client.invalidateQueries({ queryKey: ['plans'] }),
  })
  return (
    <>
      {save.error ? (
        <Note tone="failing" role="alert">
          <b>Not saved.</b> {save.error.message}
        </Note>
      ) : null}
      <StepsCard
        title="Later steps"
        first={edit.from + 1}
        steps={edit.steps}
        onChange={(steps) => onChange({ ...edit, steps })}
        actions={
          <>
            <Button size="sm" onPress={onEnd}>
              Cancel
            </Button>
            <Button size="sm" variant="primary" isDisabled={save.isPending} onPress={() => save.mutate()}>
              Save
            </Button>
          </>
        }
      />
    </>
  )
}
