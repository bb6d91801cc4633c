import { Icon } from '../../ui/icon.tsx'
import type { Status } from '../../ui/status-mark.tsx'
import type { Card, Glyph } from '../model/graph-model.ts'

const radius = 11
const circumference = 2 * Math.PI * radius

/** Shape is kind, ring is health: 24 px, with the 12 px mark at lower right when not healthy. */
export function NodeGlyph({ card }: { card: Pick<Card, 'glyph' | 'icon' | 'status' | 'errorShare'> }) {
  return (
    <span className="relative block size-6 flex-none">
      <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" className="block overflow-visible">
        <GlyphOutline card={card} />
      </svg>
      <span className="absolute inset-[5.5px] grid place-items-center text-ink-2 [&_svg]:size-[13px]">
        <Icon name={card.icon} size={14} />
      </span>
    </span>
  )
}

/** Shape, ring and mark on their 24 px grid. */
export function GlyphOutline({ card }: { card: Pick<Card, 'glyph' | 'status' | 'errorShare'> }) {
  return (
    <>
      <Outline glyph={card.glyph} status={card.status} />
      {card.status === 'failing' && card.glyph === 'disc' ? <ErrorArc share={card.errorShare} /> : null}
      <Mark status={card.status} />
    </>
  )
}

const ringColour: Record<Status, string> = {
  healthy: 'var(--status-healthy)',
  degraded: 'var(--status-degraded)',
  failing: 'var(--status-healthy)',
  idle: 'var(--status-idle)',
  unknown: 'var(--status-unknown)',
}
const ringDash: Partial<Record<Status, string>> = { idle: '2 3', unknown: '3 2.5' }

function Outline({ glyph, status }: { glyph: Glyph; status: Status }) {
  const dash = ringDash[status]
  const look = {
    fill: 'var(--surface-2)',
    stroke: status === 'failing' && glyph !== 'disc' ? 'var(--status-failing)' : ringColour[status],
    ...(dash === undefined ? {} : { strokeDasharray: dash }),
  }
  switch (glyph) {
    case 'disc':
      return <circle cx="12" cy="12" r={radius} strokeWidth={status === 'unknown' ? 1.6 : 2.6} {...look} />
    case 'pill':
      return <circle cx="12" cy="12" r={radius} strokeWidth="1.6" {...look} />
    case 'hexagon':
      return <path d="M24 12L18 22.4H6L0 12 6 1.600H18Z" strokeWidth="2" strokeLinejoin="round" {...look} />
    case 'tag':
      return <path d="M1.500 2.500H13L22.500 12 13 21.500H1.500Z" strokeWidth="2" strokeLinejoin="round" {...look} />
    case 'stack':
      return null
    case 'square':
      return <rect x="1" y="1" width="22" height="22" rx="5" strokeWidth="1.8" {...look} strokeDasharray="4 2.5" />
  }
}

/** From 12 o'clock, as long as the share of failed requests, at least a tenth so that it is seen. */
function ErrorArc({ share }: { share: number }) {
  const length = Math.max(0.1, Math.min(1, share)) * circumference
  return (
    <circle
      cx="12"
      cy="12"
      r={radius}
      fill="none"
      stroke="var(--status-failing)"
      strokeWidth="2.6"
      strokeDasharray={`${length} ${circumference}`}
      transform="rotate(-90 12 12)"
    />
  )
}

function Mark({ status }: { status: Status }) {
  if (status !== 'degraded' && status !== 'failing') return null
  return (
    <g transform="translate(21 21)">
      <MarkShape status={status} />
    </g>
  )
}

/** The 12 px mark around its own middle, with a gap of the card's colour. */
export function MarkShape({ status }: { status: 'degraded' | 'failing' }) {
  if (status === 'failing') {
    return (
      <>
        <path
          d="M-2.500 -6h5l3.500 3.500v5l-3.500 3.500h-5l-3.500-3.500v-5z"
          fill="var(--status-failing)"
          stroke="var(--node-bg)"
          strokeWidth="1.4"
        />
        <path d="M-2 -2l4 4M2 -2l-4 4" stroke="var(--node-bg)" strokeWidth="1.4" strokeLinecap="round" />
      </>
    )
  }
  return (
    <>
      <path
        d="M0 -5.500l6 10.500h-12z"
        fill="var(--status-degraded)"
        stroke="var(--node-bg)"
        strokeWidth="1.4"
        strokeLinejoin="round"
      />
      <path d="M0 -1.500v2.600M0 2.800v.1" stroke="var(--node-bg)" strokeWidth="1.3" strokeLinecap="round" />
    </>
  )
}
