'use client'
import { dateTime } from '../../../lib/client/format/time.ts'
import type { PlanView } from '../../../lib/contract/plans.ts'
import { isActive } from '../../../lib/domain/routing/plan/plan.ts'
import { templates } from '../../../lib/domain/routing/plan/new-plan.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { StatusMark } from '../../ui/status-mark.tsx'
import { countdown, lengthText, statusMark, statusWords } from './plan-words.ts'
import type { TemplateId } from './plan-draft.ts'

/** The plan that runs, the templates for a new one, and earlier plans of the object. */
export function PlanSide({
  plans,
  shown,
  template,
  isNewPossible,
  onOpen,
  onNew,
  onTemplate,
}: {
  plans: readonly PlanView[]
  shown: string | null
  template?: TemplateId
  isNewPossible: boolean
  onOpen: (id: string | null) => void
  onNew: () => void
  onTemplate?: (id: TemplateId) => void
}) {
  const active = plans.filter(({ state }) => isActive(state))
  const earlier = plans.filter(({ state }) => !isActive(state))
  return (
    <aside
      aria-label="Plans of this object"
      className="flex w-[236px] flex-none flex-col gap-4 overflow-auto border-r border-line-subtle bg-surface-1 p-3 max-lg:w-full max-lg:border-r-0 max-lg:border-b"
    >
      {active.length === 0 ? null : (
        <section className="flex flex-col gap-2">
          <h2 className="text-small text-ink-3">Plan of this object, one at a time</h2>
          {active.map((plan) => (
            <PlanCard key={plan.id} plan={plan} isShown={plan.id === shown} onOpen={onOpen} />
          ))}
        </section>
      )}
      {onTemplate === undefined ? null : (
        <section className="flex flex-col gap-2">
          <h2 className="text-small text-ink-3">Templates</h2>
          {templates.map(({ id, name, steps }) => (
            <button
              key={id}
              type="button"
              aria-pressed={id === template}
              onClick={() => onTemplate(id)}
              className="rounded-ctl border border-line bg-surface-1 px-2.5 py-2 text-left hover:bg-surface-2 aria-pressed:border-accent-line aria-pressed:bg-accent-bg"
            >
              <span className="block text-dense font-semibold">{name}</span>
              <span className="flex justify-between gap-2 text-small text-ink-3">
                <span>{steps.map(({ percent }) => percent).join(', ')} %</span>
                <span>{lengthText(steps.reduce((sum, { holdSeconds }) => sum + holdSeconds, 0))}</span>
              </span>
            </button>
          ))}
        </section>
      )}
      {onTemplate === undefined && isNewPossible ? (
        <Button onPress={onNew}>
          <Icon name="plus" size={14} /> New plan
        </Button>
      ) : null}
      {earlier.length === 0 ? null : (
        <section className="flex flex-col gap-2">
          <h2 className="text-small text-ink-3">Earlier plans</h2>
          {earlier.map((plan) => (
            <PlanCard key={plan.id} plan={plan} isShown={plan.id === shown} onOpen={onOpen} />
          ))}
        </section>
      )}
    </aside>
  )
}

function PlanCard({ plan, isShown, onOpen }: { plan: PlanView; isShown: boolean; onOpen: (id: string) => void }) {
  const { id, state, spec, names, origin, holdLeftSeconds } = plan
  const last = spec.steps.at(-1)?.percent ?? 0
  return (
    <button
      type="button"
      aria-pressed={isShown}
      onClick={() => onOpen(id)}
      className="rounded-ctl border border-line bg-surface-1 px-2.5 py-2 text-left hover:bg-surface-2 aria-pressed:border-accent-line aria-pressed:bg-accent-bg"
    >
      <span className="flex items-center gap-2 text-dense font-semibold">
        <StatusMark status={statusMark(state.status)} />
        <span className="min-w-0 flex-1 truncate">
          Plan {id}, {names[origin.candidatePlace]} to {last} %
        </span>
      </span>
      <span className="flex justify-between gap-2 text-small text-ink-3">
        <span>{statusWords(plan)}</span>
        <span className="flex-none tabular-nums">
          {holdLeftSeconds === null ? dateTime(state.startedAt * 1000).slice(5, 16) : countdown(holdLeftSeconds)}
        </span>
      </span>
    </button>
  )
}
