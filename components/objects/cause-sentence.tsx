import Link from 'next/link'
import { percent, text } from '../../lib/client/format/number.ts'
import { routes } from '../../lib/client/routes.ts'
import type { Scope } from '../../lib/client/scope.ts'
import { isFailure, responseRows } from '../graph/panel/edge-facts.ts'
import { HealthSentence } from '../mesh/health-sentence.tsx'
import { causeOf, type Cause } from './cause.ts'
import type { ObjectFacts } from './object-page.tsx'

/** Answer first: the status, why, and the edge that most failures come from. */
export function CauseSentence({ object, scope }: { object: ObjectFacts; scope: Scope }) {
  const { health, traffic } = object
  const cause = traffic === null || health.status === 'healthy' ? null : causeOf(traffic)
  return (
    <HealthSentence health={health}>
      {cause === null || traffic === null ? null : (
        <Words cause={cause} names={new Map(traffic.nodes.map(({ id, name }) => [id, name]))} scope={scope} />
      )}
    </HealthSentence>
  )
}

function Words({ cause, names, scope }: { cause: Cause; names: ReadonlyMap<string, string>; scope: Scope }) {
  const { edge, share, direction } = cause
  const [worst] = responseRows(edge.responses.filter(isFailure))
  const amount = share === 1 ? 'All' : text(percent(share))
  return (
    <>
      {direction === 'outbound'
        ? `${amount} of the failed calls that it makes go to `
        : `${amount} of its failures reach `}
      <Link href={routes.graph(scope, { edge: edge.id })} prefetch={false}>
        {direction === 'outbound' ? names.get(edge.target) : names.get(edge.source)}
      </Link>
      {worst === undefined ? '.' : ` (${worst.code}, ${worst.meaning}).`}
    </>
  )
}
