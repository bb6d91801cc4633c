import { memo } from 'react'
import { Icon, type IconName } from '../../ui/icon.tsx'
import type { Point } from '../geometry/shapes.ts'
import type { Link, Lock, PillContent } from '../model/graph-model.ts'
import { MarkShape } from './node-glyph.tsx'

export const lockIcons: Record<Lock, { icon: IconName; className: string; word: string }> = {
  closed: { icon: 'lockClosed', className: 'text-mtls', word: 'mTLS' },
  partial: { icon: 'lockPartial', className: 'text-mtls-partial', word: 'partial' },
  open: { icon: 'lockOpen', className: 'text-mtls-open', word: 'plain' },
  unknown: { icon: 'question', className: 'text-mtls-unknown', word: 'unknown' },
}

type EdgePillProps = {
  link: Link
  content: PillContent
  at: Point
  selected: boolean
  dim: boolean
  onSelectEdge: (id: string) => void
  onPointEdge: (id: string | null) => void
}

/** One metric, preceded by mark and lock; 18 px high. A click opens the edge. */
export const EdgePill = memo(function EdgePill({
  link,
  content,
  at,
  selected,
  dim,
  onSelectEdge,
  onPointEdge,
}: EdgePillProps) {
  return (
    <button
      type="button"
      tabIndex={-1}
      data-edge-id={link.id}
      data-urgent={content.mark !== null || selected}
      data-dim={dim}
      aria-label={link.label}
      aria-pressed={selected}
      style={{ left: at.x, top: at.y }}
      className="graph-pill"
      onClick={() => onSelectEdge(link.id)}
      onPointerEnter={() => onPointEdge(link.id)}
      onPointerLeave={() => onPointEdge(null)}
    >
      {content.mark === null ? null : (
        <svg viewBox="-6.500 -6.500 13 13" width="10" height="10" aria-hidden="true" className="flex-none">
          <MarkShape status={content.mark} />
        </svg>
      )}
      {content.lock === null ? null : (
        <span className={`flex items-center gap-0.5 ${lockIcons[content.lock].className}`}>
          <Icon name={lockIcons[content.lock].icon} size={12} />
          {content.lockText}
        </span>
      )}
      {content.lockText === null ? null : <span className="h-3 w-px bg-line" />}
      <span>{content.text}</span>
    </button>
  )
})
