'use client'
import { counted } from '../../lib/client/format/number.ts'
import { age } from '../../lib/client/format/time.ts'
import { freshness } from '../shell/freshness.ts'
import { StatusItems } from '../shell/status-bar.tsx'
import { useIsCapsule } from '../shell/use-capsule.ts'
import type { DataState } from './data-state.ts'
import type { GraphModel } from './model/graph-model.ts'

type GraphStatusProps = {
  state: DataState
  model: GraphModel
  hidden: number
  /** Unix seconds that the numbers are from; null before the first answer. */
  at: number | null
  past: boolean
  ageMs: number
  now: number | null
}

/** How fresh the numbers are, and what is drawn, in the status bar. */
export function GraphStatus({ state, model, hidden, at, past, ageMs, now }: GraphStatusProps) {
  const isCapsule = useIsCapsule()
  const open = model.links.filter(({ edge }) => edge.mtls.state === 'plain' || edge.mtls.state === 'partial').length
  const counts = [
    counted(model.cards.length, 'node'),
    counted(model.links.length, 'edge'),
    `${open} not fully mTLS`,
    ...(hidden === 0 ? [] : [`${hidden} hidden`]),
  ]
  return (
    <StatusItems>
      <span className={state === 'stale' || past ? 'text-degraded-text' : ''}>{told()}</span>
      <span className="ml-auto">{counts.join(', ')}</span>
    </StatusItems>
  )

  function told(): string {
    if (at === null) return ''
    if (past) return now === null ? 'Past' : `Past, data of ${age(now - at * 1_000)} ago`
    return freshness({ ageMs, stale: state === 'stale', isCapsule })
  }
}
