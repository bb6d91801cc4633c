import type { ReactNode } from 'react'
import type { PlanView } from '../../../lib/contract/plans.ts'
import { isActive } from '../../../lib/domain/routing/plan/plan.ts'
import { Card } from '../../ui/panel.tsx'
import { StatusWord, type Status } from '../../ui/status-mark.tsx'
import { Cell, HeadCell, Row, Table, TableHead } from '../../ui/table.tsx'
import { guardName, lengthText, limitText, valueText, verdictMark, writtenText } from './plan-words.ts'

/** Every step with its verdict; the running one is marked. */
export function StepsTable({ plan, actions }: { plan: PlanView; actions?: ReactNode }) {
  const { spec, state } = plan
  return (
    <Card title="Steps" hint="a step ends when its hold is over and every guard has its requests" actions={actions}>
      <Table label="Steps">
        <TableHead>
          <HeadCell>#</HeadCell>
          <HeadCell align="end">Candidate</HeadCell>
          <HeadCell align="end">Weights</HeadCell>
          <HeadCell align="end">Hold</HeadCell>
          <HeadCell align="end">Min requests</HeadCell>
          <HeadCell>Verdict</HeadCell>
          <HeadCell>When</HeadCell>
        </TableHead>
        <tbody>
          {spec.steps.map((step, place) => {
            const { status, words } = stepVerdict(plan, place)
            return (
              <Row key={place} selected={isActive(state) && place === state.step}>
                <Cell>{place + 1}</Cell>
                <Cell align="end">{step.percent} %</Cell>
                <Cell align="end" className="text-ink-3">
                  {(plan.weights[place] ?? []).join(' / ')}
                </Cell>
                <Cell align="end">{lengthText(step.holdSeconds)}</Cell>
                <Cell align="end">{step.minRequests.toLocaleString('en-US')}</Cell>
                <Cell>
                  <StatusWord status={status}>{words}</StatusWord>
                </Cell>
                <Cell className="text-ink-2">{writtenText(plan, place)}</Cell>
              </Row>
            )
          })}
        </tbody>
      </Table>
    </Card>
  )
}

function stepVerdict({ spec, state }: PlanView, place: number): { status: Status; words: string } {
  if (place < state.step || state.status === 'completed') return { status: 'healthy', words: 'pass' }
  if (place > state.step) return { status: 'unknown', words: isActive(state) ? 'waiting' : 'not reached' }
  if (state.status === 'rolled-back' || state.status === 'rolling-back') return { status: 'failing', words: 'fail' }
  if (state.verdicts.some(({ verdict }) => verdict === 'fail'))
    return { status: 'failing', words: 'fails, not decided' }
  if (state.judgedAt === null) return { status: 'unknown', words: 'waiting' }
  const { minRequests = 0 } = spec.steps[place] ?? {}
  if (state.candidateRequests < minRequests) {
    return { status: 'idle', words: `inconclusive: ${state.candidateRequests} of ${minRequests} requests` }
  }
  const isOpen = state.verdicts.some(({ verdict }) => verdict === 'inconclusive')
  return isOpen ? { status: 'idle', words: 'inconclusive' } : { status: 'healthy', words: 'passes so far' }
}

/** Every guard with what it saw at the last judgement. */
export function GuardsTable({ plan }: { plan: PlanView }) {
  const { spec, state, names, origin } = plan
  const stable = names[origin.stablePlace] ?? 'stable'
  return (
    <Card
      title="Guards"
      hint={`${names[origin.candidatePlace] ?? 'candidate'} against ${stable} in the same time, since the step began`}
    >
      {spec.guards.length === 0 ? (
        <p className="px-3.5 py-3 text-dense text-ink-2">No guard: a step ends with its hold and its requests alone.</p>
      ) : (
        <Table label="Guards">
          <TableHead>
            <HeadCell>Signal</HeadCell>
            <HeadCell>Against</HeadCell>
            <HeadCell align="end">Limit</HeadCell>
            <HeadCell align="end">Now</HeadCell>
            <HeadCell align="end">n</HeadCell>
            <HeadCell>Verdict</HeadCell>
          </TableHead>
          <tbody>
            {spec.guards.map((guard, place) => {
              const verdict = state.verdicts[place]
              return (
                <Row key={place}>
                  <Cell>{guardName(guard)}</Cell>
                  <Cell className="text-ink-2">{guard.kind === 'objective' ? 'objective' : stable}</Cell>
                  <Cell align="end">{limitText(guard)}</Cell>
                  <Cell align="end">{verdict === undefined ? 'n/a' : valueText(guard, verdict)}</Cell>
                  <Cell align="end">{verdict === undefined ? 'n/a' : verdict.n.toLocaleString('en-US')}</Cell>
                  <Cell title={verdict?.reason ?? ''}>
                    {verdict === undefined ? (
                      <StatusWord status="unknown">waiting</StatusWord>
                    ) : (
                      <StatusWord status={verdictMark(verdict)}>
                        {verdict.verdict === 'inconclusive' && verdict.value === null
                          ? `inconclusive: ${verdict.reason}`
                          : verdict.verdict}
                      </StatusWord>
                    )}
                  </Cell>
                </Row>
              )
            })}
          </tbody>
        </Table>
      )}
      <p className="border-t border-line-subtle px-3.5 py-2 text-small text-ink-3">
        If a guard fails: {spec.onFailure === 'roll-back' ? `roll back to ${origin.weights.join(' / ')}` : 'pause'}. At
        most {lengthText(spec.maxDurationSeconds)}. Two judgements of {lengthText(spec.windowSeconds)} in a row decide.
      </p>
    </Card>
  )
}
