'use client'
import { clockTime } from '../../../lib/client/format/time.ts'
import type { PlanView } from '../../../lib/contract/plans.ts'
import { isActive, type PlanEvent } from '../../../lib/domain/routing/plan/plan.ts'
import { PanelSection } from '../../ui/panel.tsx'
import { StatusMark, type Status } from '../../ui/status-mark.tsx'
import { StagePanel } from '../stage-panel.tsx'
import { PlanExport } from './plan-export.tsx'
import { countdown, lengthText } from './plan-words.ts'

/** Both countdowns, what the plan did, and the plan for other tools. */
export function PlanPanel({ plan, destinationRule }: { plan: PlanView; destinationRule: string | null }) {
  return (
    <StagePanel label="The plan">
      {isActive(plan.state) ? <Countdowns plan={plan} /> : null}
      <PanelSection
        title="What it did"
        actions={<span className="text-dense text-ink-3">runs on the server, tab may close</span>}
      >
        <ol className="flex flex-col">
          {plan.state.events.toReversed().map((event) => (
            <li key={`${event.at} ${event.kind} ${event.message}`} className="flex items-start gap-2.5 py-1 text-dense">
              <time dateTime={new Date(event.at * 1000).toISOString()} className="text-ink-3">
                {clockTime(event.at * 1000)}
              </time>
              <span className="mt-[3px]">
                <StatusMark status={marks[event.kind]} />
              </span>
              <span className="min-w-0 flex-1">{event.message}</span>
            </li>
          ))}
        </ol>
      </PanelSection>
      <PlanExport plan={plan} destinationRule={destinationRule} />
    </StagePanel>
  )
}

const marks: Record<PlanEvent['kind'], Status> = {
  created: 'idle',
  written: 'healthy',
  judged: 'idle',
  passed: 'healthy',
  paused: 'idle',
  continued: 'idle',
  failed: 'failing',
  aborted: 'degraded',
  ended: 'healthy',
  refused: 'failing',
  edited: 'idle',
}

function Countdowns({ plan }: { plan: PlanView }) {
  const { spec, state, holdLeftSeconds, evidenceLeftSeconds, requestsPerSecond } = plan
  const step = spec.steps[state.step]
  if (step === undefined) return null
  const held = holdLeftSeconds === null ? null : 1 - holdLeftSeconds / Math.max(1, step.holdSeconds)
  const seen = step.minRequests === 0 ? 1 : Math.min(1, state.candidateRequests / step.minRequests)
  const rate = requestsPerSecond === null ? '' : `, ${requestsPerSecond.toFixed(requestsPerSecond < 10 ? 1 : 0)}/s`
  return (
    <PanelSection>
      <div className="mb-3 flex gap-8">
        <Big label="Hold left" value={holdLeftSeconds === null ? 'n/a' : countdown(holdLeftSeconds)} />
        <Big
          label="Evidence in about"
          value={seen >= 1 ? 'there' : evidenceLeftSeconds === null ? 'n/a' : lengthText(evidenceLeftSeconds)}
        />
      </div>
      <Bar label="Hold" words={lengthText(step.holdSeconds)} share={held ?? 0} kind="solid" />
      <Bar
        label={`Requests to the candidate${rate}`}
        words={`${state.candidateRequests.toLocaleString('en-US')} of ${step.minRequests.toLocaleString('en-US')}`}
        share={seen}
        kind="hatched"
      />
    </PanelSection>
  )
}

function Big({ label, value }: { label: string; value: string }) {
  return (
    <div>
      <div className="text-small text-ink-3">{label}</div>
      <div className="text-[22px] leading-7 font-[650] tabular-nums">{value}</div>
    </div>
  )
}

function Bar({
  label,
  words,
  share,
  kind,
}: {
  label: string
  words: string
  share: number
  kind: 'solid' | 'hatched'
}) {
  const fill =
    kind === 'solid'
      ? 'var(--accent-line)'
      : 'repeating-linear-gradient(135deg, var(--text-3) 0 3px, transparent 3px 6px)'
  return (
    <div className="mb-2">
      <div className="flex justify-between text-small text-ink-3">
        <span>{label}</span>
        <span>{words}</span>
      </div>
      <div className="h-1.5 overflow-hidden rounded-chip bg-surface-2">
        <div className="h-full" style={{ width: `${Math.max(0, Math.min(1, share)) * 100}%`, background: fill }} />
      </div>
    </div>
  )
}
