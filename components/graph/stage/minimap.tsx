'use client'
import type { Core } from 'cytoscape'
import { useEffect, useState, type PointerEvent } from 'react'
import type { Box } from '../geometry/shapes.ts'
import type { Card } from '../model/graph-model.ts'
import type { Picture } from '../model/picture.ts'

const size = { width: 180, height: 120 }

/** The whole picture small, with what is seen of it as a frame; press or drag to look elsewhere. Keys pan by focus. */
export function Minimap({ cy, cards, picture }: { cy: Core; cards: readonly Card[]; picture: Picture }) {
  const view = useView(cy)
  const { bounds } = picture
  if (bounds === null) return null
  const scale = Math.min(size.width / bounds.width, size.height / bounds.height)
  const look = (event: PointerEvent<SVGSVGElement>) => {
    if (event.buttons !== 1) return
    const rect = event.currentTarget.getBoundingClientRect()
    const x = bounds.x + (event.clientX - rect.left - rect.width / 2) / scale
    const y = bounds.y + (event.clientY - rect.top - rect.height / 2) / scale
    cy.pan({ x: cy.width() / 2 - x * cy.zoom(), y: cy.height() / 2 - y * cy.zoom() })
  }
  const corner = { x: bounds.x - size.width / scale / 2, y: bounds.y - size.height / scale / 2 }
  return (
    <svg
      data-testid="minimap"
      role="img"
      aria-label={`Overview map of ${cards.length} nodes`}
      width={size.width}
      height={size.height}
      viewBox={`${corner.x} ${corner.y} ${size.width / scale} ${size.height / scale}`}
      className="cursor-pointer touch-none rounded-card border border-line bg-overlay shadow-1"
      onPointerDown={look}
      onPointerMove={look}
    >
      {picture.islands.map(({ island, rect }) => (
        <Rect key={island.name} box={rect} className="fill-surface-3" />
      ))}
      {cards.map(({ id, status }) => {
        const box = picture.cards.get(id)
        return box === undefined ? null : <Rect key={id} box={box} className={fills[status]} />
      })}
      {view === null ? null : (
        <Rect box={view} className="fill-none stroke-accent-line stroke-2 [vector-effect:non-scaling-stroke]" />
      )}
    </svg>
  )
}

const fills: Record<Card['status'], string> = {
  healthy: 'fill-healthy',
  degraded: 'fill-degraded',
  failing: 'fill-failing',
  idle: 'fill-idle',
  unknown: 'fill-unknown',
}

function Rect({ box: { x, y, width, height }, className }: { box: Box; className: string }) {
  return <rect x={x - width / 2} y={y - height / 2} width={width} height={height} className={className} />
}

/** What is seen, in the picture's own measures; follows the canvas once a frame. */
function useView(cy: Core): Box | null {
  const [view, setView] = useState<Box | null>(null)
  useEffect(() => {
    let frame = 0
    const follow = () => {
      cancelAnimationFrame(frame)
      frame = requestAnimationFrame(() => {
        const { x1, y1, x2, y2 } = cy.extent()
        setView({ x: (x1 + x2) / 2, y: (y1 + y2) / 2, width: x2 - x1, height: y2 - y1 })
      })
    }
    follow()
    cy.on('viewport', follow)
    return () => {
      cancelAnimationFrame(frame)
      cy.off('viewport', follow)
    }
  }, [cy])
  return view
}
