import { withStop } from '../../lib/client/format/sentence.ts'
import { age, clockTime } from '../../lib/client/format/time.ts'
import { percent, text } from '../../lib/client/format/number.ts'
import { routes } from '../../lib/client/routes.ts'
import type { Scope } from '../../lib/client/scope.ts'
import { isFailure, responseRows } from '../graph/panel/edge-facts.ts'
import { ButtonLink } from '../ui/button.tsx'
import { Note } from '../ui/note.tsx'
import type { Problem } from './use-problem.ts'

/** What is wrong now, in one sentence, with its two next clicks. */
export function WrongNow({ problem, scope }: { problem: Problem; scope: Scope }) {
  const { edge, from, to, beganMs, explained } = problem
  const [worst] = responseRows(edge.responses.filter(isFailure))
  const fails = (edge.errorRatio ?? 0) > 0
  return (
    <Note tone={edge.health.status === 'failing' ? 'failing' : 'degraded'}>
      <p>
        <b>
          {from.name} → {to.name} {fails ? `fails ${text(percent(edge.errorRatio))}` : `is ${edge.health.status}`}
        </b>
        {beganMs === null ? '' : ` since ${clockTime(beganMs).slice(0, 5)}`}
        {worst === undefined ? '.' : `: ${worst.code}, ${withStop(worst.meaning)}`}{' '}
        {explained === null
          ? edge.health.reasons.map(withStop).join(' ')
          : `It began ${age(explained.lagMs)} after ${explained.change.object.kind} ${explained.change.object.name} changed.`}
      </p>
      <p className="mt-2 flex flex-wrap gap-2">
        <ButtonLink href={routes.graph(scope, { edge: edge.id })}>Open edge</ButtonLink>
        {explained === null ? null : (
          <ButtonLink href={routes.change(scope, explained.change.id)}>Open the change</ButtonLink>
        )}
      </p>
    </Note>
  )
}
