'use client'
import type { ReactNode } from 'react'
import type { PlanStep } from '../../../lib/domain/routing/plan/plan.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Card } from '../../ui/panel.tsx'
import { Cell, HeadCell, Row, Table, TableHead } from '../../ui/table.tsx'
import { NumberBox } from './number-box.tsx'

/** The boxes of a plan's steps; `first` is the number of the first one, where earlier steps have begun. */
export function StepsCard({
  steps,
  first = 1,
  title = 'Steps',
  actions,
  onChange,
}: {
  steps: readonly PlanStep[]
  first?: number
  title?: string
  actions?: ReactNode
  onChange: (steps: PlanStep[]) => void
}) {
  const change = (place: number, next: Partial<PlanStep>) =>
    onChange(steps.map((step, index) => (index === place ? { ...step, ...next } : step)))
  const add = () => onChange([...steps, { percent: 100, holdSeconds: 600, minRequests: 200 }])
  return (
    <Card
      title={title}
      hint="a step ends when its hold is over and every guard has its requests"
      actions={
        <>
          <Button size="sm" onPress={add}>
            <Icon name="plus" size={12} /> Step
          </Button>
          {actions}
        </>
      }
    >
      <div className="overflow-x-auto">
        <Table label={title}>
          <TableHead>
            <HeadCell>#</HeadCell>
            <HeadCell>Candidate</HeadCell>
            <HeadCell>Hold</HeadCell>
            <HeadCell>Min requests</HeadCell>
            <HeadCell>
              <span className="sr-only">Remove</span>
            </HeadCell>
          </TableHead>
          <tbody>
            {steps.map((step, place) => (
              <Row key={place} className="h-11">
                <Cell>{first + place}</Cell>
                <Cell>
                  <NumberBox
                    label={`Step ${first + place}, share of the candidate`}
                    value={step.percent}
                    unit="%"
                    min={0}
                    max={100}
                    step={0.1}
                    onChange={(percent) => change(place, { percent, ...(percent === 0 ? { minRequests: 0 } : {}) })}
                  />
                </Cell>
                <Cell>
                  <NumberBox
                    label={`Step ${first + place}, hold in minutes`}
                    value={step.holdSeconds / 60}
                    unit="min"
                    min={0}
                    max={10_080}
                    step={0.5}
                    onChange={(minutes) => change(place, { holdSeconds: Math.round(minutes * 60) })}
                  />
                </Cell>
                <Cell>
                  <NumberBox
                    label={`Step ${first + place}, least requests`}
                    value={step.minRequests}
                    min={0}
                    max={10_000_000}
                    isDisabled={step.percent === 0}
                    onChange={(minRequests) => change(place, { minRequests })}
                  />
                </Cell>
                <Cell align="end">
                  <IconButton
                    label={`Remove step ${first + place}`}
                    icon="close"
                    size="sm"
                    onPress={() => onChange(steps.filter((_, index) => index !== place))}
                  />
                </Cell>
              </Row>
            ))}
          </tbody>
        </Table>
      </div>
    </Card>
  )
}
