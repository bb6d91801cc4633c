import { iconShapes } from '../../ui/icon-shapes.tsx'
import { bottom, left, right, top, type Box } from '../geometry/shapes.ts'
import type { Card, GraphModel, Link } from '../model/graph-model.ts'
import type { Picture } from '../model/picture.ts'
import { shortName } from '../node-size.ts'
import { lockIcons } from '../stage/edge-pill.tsx'
import { factsThatFit } from '../stage/island-title.tsx'
import { GlyphOutline, MarkShape } from '../stage/node-glyph.tsx'
import { pillWidth } from '../stage/pill-width.ts'
import type { PlacedPill } from '../stage/placed-pills.ts'
import { arrowHead, pathOf } from './path-of.ts'

export type Drawn = { model: GraphModel; picture: Picture; pills: readonly PlacedPill[] }

/** The whole picture as plain SVG elements, in drawing order; colours are token names, places those of the picture. */
export function GraphDrawing({ model, picture, pills }: Drawn) {
  return (
    <>
      {picture.islands.map(({ island, rect }) => (
        <Area key={island.name} rect={rect} radius={14} fill="var(--island-bg)" stroke="var(--island-border)">
          <text x={left(rect) + 16} y={top(rect) + 22} fontSize="12" fontWeight="650" fill="var(--text-1)">
            {island.name}
            <tspan fontSize="11" fontWeight="400" fill="var(--text-3)" dx="8">
              {factsThatFit(island, rect.width - 24)}
            </tspan>
          </text>
        </Area>
      ))}
      {picture.boxes.map(({ box, rect }) => (
        <Area key={box.id} rect={rect} radius={10} fill="var(--box-bg)" stroke="var(--border)">
          <text x={left(rect) + 10} y={top(rect) + 17} fontSize="11" fontWeight="600" fill="var(--text-2)">
            {box.title}
            <tspan fontSize="10.5" fontWeight="400" fill="var(--text-3)" dx="8">
              {box.split}
            </tspan>
          </text>
        </Area>
      ))}
      {model.links.map((link) => (
        <Edge key={link.id} link={link} picture={picture} />
      ))}
      {pills.map((pill) => (
        <Pill key={pill.link.id} {...pill} />
      ))}
      {model.cards.map((card) => {
        const box = picture.cards.get(card.id)
        return box === undefined ? null : <CardDrawing key={card.id} card={card} box={box} />
      })}
    </>
  )
}

type AreaProps = { rect: Box; radius: number; fill: string; stroke: string; children: React.ReactNode }

function Area({ rect, radius, fill, stroke, children }: AreaProps) {
  const { width, height } = rect
  return (
    <g>
      <rect x={left(rect)} y={top(rect)} width={width} height={height} rx={radius} fill={fill} stroke={stroke} />
      {children}
    </g>
  )
}

const dashes: Partial<Record<Link['stroke'], string>> = { degraded: '9 4', failing: '4 3', idle: '1.5 5' }

function Edge({ link, picture }: { link: Link; picture: Picture }) {
  const curve = picture.curves.get(link.id)
  if (curve === undefined) return null
  const colour = `var(--edge-${link.stroke})`
  return (
    <g>
      <title>{link.label}</title>
      <path
        d={pathOf(curve)}
        fill="none"
        stroke={colour}
        strokeWidth={link.width}
        strokeDasharray={dashes[link.stroke] ?? 'none'}
      />
      <path d={arrowHead(curve, link.width)} fill={colour} />
    </g>
  )
}

function Pill({ content, at }: PlacedPill) {
  const width = pillWidth(content)
  let x = at.x - width / 2 + 6
  const mark = content.mark === null ? null : { at: x + 5, status: content.mark }
  if (mark !== null) x += 13
  const lock = content.lock === null ? null : { at: x, ...lockIcons[content.lock] }
  if (lock !== null) x += 15
  const words = content.lockText === null ? content.text : `${content.lockText} · ${content.text}`
  return (
    <g>
      <rect
        x={at.x - width / 2}
        y={at.y - 9}
        width={width}
        height="18"
        rx="5"
        fill="var(--edge-label-bg)"
        stroke="var(--border)"
      />
      {mark === null ? null : (
        <g transform={`translate(${mark.at} ${at.y}) scale(.77)`}>
          <MarkShape status={mark.status} />
        </g>
      )}
      {lock === null ? null : (
        <Shape
          name={lock.icon}
          x={lock.at}
          y={at.y - 6}
          size={12}
          colour={`var(--edge-mtls${lockToken[lock.word] ?? ''})`}
        />
      )}
      <text x={x} y={at.y + 3.8} fontSize="10.5" fontWeight="500" fill="var(--text-1)">
        {words}
      </text>
    </g>
  )
}

const lockToken: Record<string, string> = { mTLS: '', partial: '-partial', plain: '-open', unknown: '-unknown' }

function Shape({
  name,
  x,
  y,
  size,
  colour,
}: {
  name: keyof typeof iconShapes
  x: number
  y: number
  size: number
  colour: string
}) {
  return (
    <g
      transform={`translate(${x} ${y}) scale(${size / 16})`}
      fill="none"
      stroke={colour}
      color={colour}
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      {iconShapes[name]}
    </g>
  )
}

const borders: Partial<Record<Card['status'], string>> = {
  failing: 'var(--status-failing)',
  degraded: 'var(--status-degraded)',
}

function CardDrawing({ card, box }: { card: Card; box: Box }) {
  const dashed = card.glyph === 'square' || card.glyph === 'pill' || card.gone
  const stack = card.glyph === 'stack'
  const words = left(box) + (stack ? 14 : 37)
  return (
    <g opacity={card.gone ? 0.45 : 1}>
      <title>{card.label}</title>
      <rect
        x={left(box)}
        y={top(box)}
        width={box.width}
        height={box.height}
        rx={card.glyph === 'pill' ? 20 : 8}
        fill="var(--node-bg)"
        stroke={borders[card.status] ?? 'var(--node-border)'}
        strokeDasharray={dashed ? '4 3' : 'none'}
      />
      {stack ? <Bars card={card} box={box} /> : <Glyph card={card} box={box} />}
      <text x={words} y={top(box) + (stack ? 20 : 17)} fontSize="11.5" fontWeight="600" fill="var(--text-1)">
        {shortName(card.title)}
      </text>
      <text x={words} y={top(box) + (stack ? 35 : 31)} fontSize="10.5" fill="var(--text-2)">
        {card.metric}
      </text>
    </g>
  )
}

function Glyph({ card, box }: { card: Card; box: Box }) {
  return (
    <>
      <g transform={`translate(${left(box) + 7} ${box.y - 12})`}>
        <GlyphOutline card={card} />
      </g>
      <Shape name={card.icon} x={left(box) + 12.5} y={box.y - 6.5} size={13} colour="var(--text-2)" />
    </>
  )
}

function Bars({ card, box }: { card: Card; box: Box }) {
  const shown = card.inside.slice(0, 12)
  const step = (right(box) - left(box) - 28) / Math.max(1, shown.length)
  return (
    <>
      {shown.map((status, index) => (
        <rect
          key={index}
          x={left(box) + 14 + index * step}
          y={bottom(box) - 17}
          width={Math.max(2, step - 3)}
          height="6"
          rx="2"
          fill={`var(--status-${status})`}
        />
      ))}
    </>
  )
}
