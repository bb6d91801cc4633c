import type { Draft } from '../../lib/domain/routing/draft.ts'
import type { RoutingRule } from '../../lib/contract/routing.ts'
import { draftRps } from './draft-facts.ts'
import { percentText, rateText } from './share-text.ts'

const WIDTH = 348
const ROW = 56
/** Width of the caller's card. */
const CALLER = 112
/** Middle of the gap between caller and destinations. */
const PILL = 170
const CARD = { width: 122, height: 40 }

/** Callers left, destinations right; the planned share and rate follow the live ones in the draft's colour. */
export function DraftGraph({ rule, draft, callers }: { rule: RoutingRule; draft: Draft; callers: readonly string[] }) {
  const rows = rule.slices
    .map((slice, place) => ({ slice, place }))
    .filter(({ slice, place }) => slice.effective > 0 || (draft.weights[place] ?? 0) > 0)
  const height = Math.max(1, rows.length) * ROW - 4
  const planned = draftRps(rule, draft.weights)
  const caller =
    callers.length === 1 ? (callers[0] ?? '') : callers.length === 0 ? 'no caller' : `${callers.length} callers`
  return (
    <svg viewBox={`0 0 ${WIDTH} ${height}`} className="w-full" role="img" aria-label="The draft on the graph">
      {rows.map(({ slice, place }, row) => (
        <path
          key={place}
          d={edgePath(height / 2, row * ROW + CARD.height / 2 + 4)}
          fill="none"
          stroke={(slice.rps ?? 0) > 0 ? 'var(--edge-healthy)' : 'var(--edge-idle)'}
          strokeWidth={Math.min(5, 1 + 1.1 * Math.log10(1 + (slice.rps ?? 0)))}
          {...((slice.rps ?? 0) > 0 ? {} : { strokeDasharray: '1.5 5', strokeLinecap: 'round' as const })}
        />
      ))}
      <Card x={4} y={height / 2 - CARD.height / 2} width={CALLER} name={caller} text={`${rateText(rule.rps)}/s`} />
      {rows.map(({ slice, place }, row) => {
        const weight = draft.weights[place] ?? 0
        const before = percentText(slice.effective, rule.total)
        const after = percentText(weight, draft.total)
        const y = row * ROW + 4
        return (
          <g key={place}>
            <Card
              x={WIDTH - CARD.width - 4}
              y={y}
              width={CARD.width}
              name={slice.workloads[0] ?? slice.name}
              text={`${rateText(slice.rps)}/s`}
              planned={before === after ? null : `→ ${rateText(planned[place] ?? null)}/s`}
            />
            <Pill
              y={y + CARD.height / 2}
              text={before === after ? `${before} %` : `${before} → ${after} %`}
              isDraft={before !== after}
            />
          </g>
        )
      })}
    </svg>
  )
}

function edgePath(from: number, to: number): string {
  return `M${CALLER + 4} ${from}C160 ${from} 160 ${to} ${WIDTH - CARD.width - 4} ${to}`
}

type CardProps = { x: number; y: number; width: number; name: string; text: string; planned?: string | null }

function Card({ x, y, width, name, text, planned = null }: CardProps) {
  const room = Math.floor((width - 20) / 6.4)
  const short = name.length > room ? `${name.slice(0, room - 4)}…${name.slice(-3)}` : name
  return (
    <g>
      <rect x={x} y={y} width={width} height={CARD.height} rx="8" fill="var(--node-bg)" stroke="var(--node-border)" />
      <text x={x + 10} y={y + 17} fontSize="11.5" fontWeight="600" fill="var(--text-1)">
        {short}
        <title>{name}</title>
      </text>
      <text x={x + 10} y={y + 31} fontSize="10.5" fill="var(--text-2)">
        {text}
        {planned === null ? null : (
          <tspan dx="4" fontWeight="600" fill="var(--draft)">
            {planned}
          </tspan>
        )}
      </text>
    </g>
  )
}

function Pill({ y, text, isDraft }: { y: number; text: string; isDraft: boolean }) {
  const width = text.length * 5.8 + 14
  const x = PILL - width / 2
  return (
    <g>
      <rect
        x={x}
        y={y - 9}
        width={width}
        height="18"
        rx="5"
        fill={isDraft ? 'var(--draft-bg)' : 'var(--edge-label-bg)'}
        stroke={isDraft ? 'var(--draft)' : 'var(--border)'}
        {...(isDraft ? { strokeDasharray: '3 2' } : {})}
      />
      <text
        x={PILL}
        y={y + 4}
        textAnchor="middle"
        fontSize="10.5"
        fontWeight="600"
        fill={isDraft ? 'var(--draft)' : 'var(--text-1)'}
      >
        {text}
      </text>
    </g>
  )
}
