'use client'
import type { KeyboardEvent } from 'react'
import { duration, percent, text } from '../../../lib/client/format/number.ts'
import type { GraphEdge } from '../../../lib/domain/graph/model.ts'
import { StatusMark } from '../../ui/status-mark.tsx'
import type { MatrixCell } from './matrix.ts'

const heats = [
  'bg-heat-0 text-heat-lo',
  'bg-heat-1 text-heat-lo',
  'bg-heat-2 text-heat-lo',
  'bg-heat-3 text-heat-hi',
  'bg-heat-4 text-heat-hi',
] as const

type MatrixCellButtonProps = {
  cell: MatrixCell
  place: string
  tabStop: boolean
  selected: boolean
  dim: boolean
  onFocus: () => void
  onKeyDown: (event: KeyboardEvent<HTMLElement>) => void
  onPress: () => void
}

/** The chosen metric; a second line only where something is not fine. */
export function MatrixCellButton(props: MatrixCellButtonProps) {
  const { link, heat } = props.cell
  const { status } = link.edge.health
  const second = secondLine(link.edge)
  const border =
    status === 'failing'
      ? 'border-2 border-failing'
      : status === 'degraded'
        ? 'border-2 border-dashed border-degraded'
        : 'border border-transparent'
  return (
    <button
      type="button"
      data-cell={props.place}
      tabIndex={props.tabStop ? 0 : -1}
      aria-label={link.label}
      aria-pressed={props.selected}
      title={link.label}
      onFocus={props.onFocus}
      onKeyDown={props.onKeyDown}
      onClick={props.onPress}
      className={`relative flex h-10 w-14 flex-col items-center justify-center rounded-chip px-0.5 text-small leading-[1.2] font-semibold whitespace-nowrap ${heats[heat]} ${border} ${props.dim ? 'opacity-40' : ''} aria-pressed:outline-2 aria-pressed:outline-offset-1 aria-pressed:outline-edge-selected`}
    >
      {status === 'failing' || status === 'degraded' ? (
        <span className="absolute -top-1.5 -right-1.5">
          <StatusMark status={status} />
        </span>
      ) : null}
      {link.pill?.text ?? 'idle'}
      {second === null ? null : <span className="text-label font-medium">{second}</span>}
    </button>
  )
}

/** Errors first, then slowness, then plaintext. */
function secondLine({ health, errorRatio, latencyMs, mtls }: GraphEdge): string | null {
  const unwell = health.status === 'failing' || health.status === 'degraded'
  if (unwell && (errorRatio ?? 0) > 0) return text(percent(errorRatio))
  if (unwell && latencyMs !== null && latencyMs.p95 !== null) return text(duration(latencyMs.p95))
  return mtls.state === 'plain' ? 'plain' : null
}
