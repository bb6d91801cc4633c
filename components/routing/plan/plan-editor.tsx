'use client'
import type { RoutingRule } from '../../../lib/contract/routing.ts'
import type { PlanGuard } from '../../../lib/domain/routing/plan/plan.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Card } from '../../ui/panel.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { Select } from '../../ui/select.tsx'
import { ReasonField } from '../reason-field.tsx'
import { NumberBox } from './number-box.tsx'
import { StepsCard } from './steps-card.tsx'
import { guardId, guardOf, type PlanDraft } from './plan-draft.ts'

type EditorProps = { rule: RoutingRule; draft: PlanDraft; onChange: (draft: PlanDraft) => void }

/** Who gets more, in which steps, and what must hold meanwhile. */
export function PlanEditor({ rule, draft, onChange }: EditorProps) {
  const options = rule.slices.map(({ name, effective }, place) => ({
    id: String(place),
    label: name,
    hint: `${effective} of ${rule.total} now`,
  }))
  const set = (change: Partial<PlanDraft>) => onChange({ ...draft, ...change })
  return (
    <>
      <Card title="Shift" hint={`rule ${rule.reference}, total weight ${rule.total}`}>
        <div className="flex flex-wrap items-center gap-3 px-3.5 py-3 text-dense">
          <Select
            label="Candidate"
            caption="To"
            options={options}
            selected={String(draft.candidate)}
            onSelect={(id) => set({ candidate: Number(id) })}
          />
          <Select
            label="Stable slice"
            caption="compared with"
            options={options}
            selected={String(draft.stable)}
            onSelect={(id) => set({ stable: Number(id) })}
          />
          <span className="text-ink-3">Other destinations share the rest as they do now.</span>
        </div>
      </Card>
      <StepsCard steps={draft.steps} onChange={(steps) => set({ steps })} />
      <GuardsCard guards={draft.guards} onChange={(guards) => set({ guards })} />
      <Card title="If a guard fails">
        <div className="flex flex-wrap items-center gap-3 px-3.5 py-3 text-dense">
          <Segmented
            label="If a guard fails"
            segments={[
              { id: 'roll-back', label: `Roll back to ${rule.slices.map(({ effective }) => effective).join(' / ')}` },
              { id: 'pause', label: 'Pause' },
            ]}
            selected={draft.onFailure}
            onSelect={(onFailure) => set({ onFailure })}
          />
          <span className="text-ink-3">At most</span>
          <NumberBox
            label="At most, hours"
            value={draft.maxHours}
            unit="h"
            min={0.1}
            max={720}
            step={0.1}
            onChange={(maxHours) => set({ maxHours })}
          />
          <span className="text-ink-3">Judged every</span>
          <NumberBox
            label="Judged every, seconds"
            value={draft.windowSeconds}
            unit="s"
            min={5}
            max={3600}
            onChange={(windowSeconds) => set({ windowSeconds })}
          />
          <span className="text-ink-3">Two judgements in a row decide.</span>
        </div>
        <div className="px-3.5 pb-3">
          <ReasonField value={draft.reason} onChange={(reason) => set({ reason })} />
        </div>
      </Card>
    </>
  )
}

const kinds = [
  { id: 'success-delta', label: 'Success delta', hint: 'against the stable slice' },
  { id: 'p95', label: 'p95 ratio', hint: 'against the stable slice' },
  { id: 'p99', label: 'p99 ratio', hint: 'against the stable slice' },
  { id: 'objective', label: 'Success rate', hint: 'an objective of its own' },
] as const

function GuardsCard({ guards, onChange }: { guards: readonly PlanGuard[]; onChange: (guards: PlanGuard[]) => void }) {
  const put = (place: number, guard: PlanGuard) => onChange(guards.map((one, index) => (index === place ? guard : one)))
  return (
    <Card
      title="Guards"
      hint="candidate against stable slice in the same time, since the step began"
      actions={
        <Button size="sm" onPress={() => onChange([...guards, guardOf('objective')])}>
          <Icon name="plus" size={12} /> Guard
        </Button>
      }
    >
      {guards.length === 0 ? (
        <p className="px-3.5 py-3 text-dense text-ink-2">
          Without a guard a step ends with its hold and its requests alone.
        </p>
      ) : null}
      {guards.map((guard, place) => (
        <div key={place} className="flex items-center gap-3 border-b border-line-subtle px-3.5 py-1.5 last:border-b-0">
          <Select
            label={`Guard ${place + 1}`}
            options={kinds}
            selected={guardId(guard) as (typeof kinds)[number]['id']}
            onSelect={(id) => put(place, guardOf(id))}
            className="w-36 justify-between"
          />
          <LimitBox guard={guard} place={place} onChange={(next) => put(place, next)} />
          <span className="min-w-0 flex-1 truncate text-small text-ink-3">
            {guard.kind === 'latency-ratio' ? 'at most this many times' : 'at least'}
          </span>
          <IconButton
            label={`Remove guard ${place + 1}`}
            icon="close"
            size="sm"
            onPress={() => onChange(guards.filter((_, index) => index !== place))}
          />
        </div>
      ))}
    </Card>
  )
}

function LimitBox({
  guard,
  place,
  onChange,
}: {
  guard: PlanGuard
  place: number
  onChange: (guard: PlanGuard) => void
}) {
  const label = `Limit of guard ${place + 1}`
  switch (guard.kind) {
    case 'success-delta':
      return (
        <NumberBox
          label={label}
          value={round(guard.limit * 100)}
          unit="pt"
          min={-100}
          max={0}
          step={0.1}
          onChange={(value) => onChange({ ...guard, limit: value / 100 })}
        />
      )
    case 'objective':
      return (
        <NumberBox
          label={label}
          value={round(guard.limit * 100)}
          unit="%"
          min={0}
          max={100}
          step={0.01}
          onChange={(value) => onChange({ ...guard, limit: value / 100 })}
        />
      )
    case 'latency-ratio':
      return (
        <NumberBox
          label={label}
          value={guard.limit}
          unit="×"
          min={1}
          max={100}
          step={0.05}
          onChange={(limit) => onChange({ ...guard, limit })}
        />
      )
  }
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000
}
