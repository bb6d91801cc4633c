'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { controlPlan, type PlanVerb } from '../../../lib/client/write-plan.ts'
import type { PlanView } from '../../../lib/contract/plans.ts'
import { isActive } from '../../../lib/domain/routing/plan/plan.ts'
import { notify } from '../../ui/toast.tsx'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { originText } from './plan-words.ts'

/** Pause, Continue and Abort: the same three in the same order in every state, here and at the graph's badge. */
export function PlanActions({ plan, size = 'md' }: { plan: PlanView; size?: 'md' | 'sm' }) {
  const client = useQueryClient()
  const control = useMutation({
    mutationFn: (verb: PlanVerb) => controlPlan(plan.id, verb),
    onError: (error) => notify({ status: 'failing', text: error.message }),
    onSettled: () => client.invalidateQueries({ queryKey: ['plans'] }),
  })
  const { status } = plan.state
  const isOpen = isActive(plan.state) && !control.isPending
  return (
    <>
      <Button size={size} isDisabled={!isOpen || status !== 'running'} onPress={() => control.mutate('pause')}>
        <Icon name="pause" size={14} /> Pause
      </Button>
      <Button size={size} isDisabled={!isOpen || status !== 'paused'} onPress={() => control.mutate('continue')}>
        <Icon name="play" size={14} /> {continueWords(plan)}
      </Button>
      <Button
        size={size}
        variant="danger"
        isDisabled={!isOpen || status === 'rolling-back'}
        onPress={() => control.mutate('abort')}
      >
        <Icon name="undo" size={14} /> Abort, back to {originText(plan)}
      </Button>
    </>
  )
}

/** A disabled Continue says what is missing. */
function continueWords({ state, spec }: PlanView): string {
  const missing = (spec.steps[state.step]?.minRequests ?? 0) - state.candidateRequests
  const isHolding = state.status === 'running' && state.judgedAt !== null && missing > 0
  return isHolding ? `Continue, needs ${missing.toLocaleString('en-US')} more` : 'Continue'
}
