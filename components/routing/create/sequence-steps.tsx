'use client'
import { useQuery } from '@tanstack/react-query'
import type { SequenceView } from '../../../lib/contract/routing.ts'
import { StatusMark, type Status } from '../../ui/status-mark.tsx'
import { ScrollableCode } from '../diff-lines.tsx'

const marks: Record<SequenceView['steps'][number]['state'], { status: Status; words: string }> = {
  waiting: { status: 'unknown', words: 'not written yet' },
  written: { status: 'idle', words: 'written, the proxies take it' },
  acknowledged: { status: 'healthy', words: 'every proxy has it' },
}
const verbs = { create: 'create', replace: 'add subsets to', delete: 'delete' } as const

/** The objects in the order they are written, with what is waited for between them. */
export function SequenceSteps({ sequence }: { sequence: SequenceView }) {
  return (
    <ol className="flex flex-col gap-2">
      {sequence.steps.map((step, place) => (
        <li key={`${step.kind}/${step.name}`} className="text-dense">
          {place === 0 ? null : (
            <p className="mb-2 border-l-2 border-dashed border-line pl-3 text-small text-ink-3">
              then wait until every proxy has acknowledged it
            </p>
          )}
          <p className="flex items-center gap-2">
            <StatusMark status={marks[step.state].status} />
            <b className="font-semibold">
              {place + 1}. {verbs[step.verb]} {step.kind} {step.name}
            </b>
            <span className="text-ink-3">
              {sequence.id === null ? '' : marks[step.state].words}
              {step.changeId === null ? '' : `, change ${step.changeId}`}
            </span>
          </p>
          {step.object === null ? null : <ObjectYaml object={step.object} />}
        </li>
      ))}
    </ol>
  )
}

function ObjectYaml({ object }: { object: unknown }) {
  const { data: text = '' } = useQuery({
    queryKey: ['sequence-yaml', object],
    queryFn: async () => (await import('yaml')).stringify(object, { lineWidth: 0 }),
  })
  return (
    <div className="mt-1 max-h-80 overflow-auto rounded-ctl border border-line-subtle bg-canvas px-3">
      <ScrollableCode label="Object">{text}</ScrollableCode>
    </div>
  )
}
