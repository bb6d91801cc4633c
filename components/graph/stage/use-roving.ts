'use client'
import { useCallback, useMemo, useState, type KeyboardEvent } from 'react'
import type { Box, Point } from '../geometry/shapes.ts'
import type { GraphModel } from '../model/graph-model.ts'
import { neighbourOf, type Direction } from '../model/neighbours.ts'

const arrows: Record<string, Direction> = { ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down' }

type RovingInput = {
  model: GraphModel
  cards: ReadonlyMap<string, Box>
  onReach: (id: string) => void
  onFold?: ((name: string) => void) | undefined
  onMove?: ((id: string, to: Point) => void) | undefined
}

/** How far a key moves a card, with Alt. */
const nudge = 10
const steps: Record<Direction, Point> = {
  left: { x: -nudge, y: 0 },
  right: { x: nudge, y: 0 },
  up: { x: 0, y: -nudge },
  down: { x: 0, y: nudge },
}

/** One tab stop per island, so that Tab goes to the next island; arrows walk along edges and columns, with Alt they move the card. */
export function useRoving({ model, cards, onReach, onFold, onMove }: RovingInput) {
  const [lastFocused, setLastFocused] = useState<string | null>(null)
  const stops = useMemo(() => tabStops(model, lastFocused), [model, lastFocused])
  const onCardKey = useCallback(
    (id: string, event: KeyboardEvent<HTMLButtonElement>) => {
      const direction = arrows[event.key]
      if (event.key === 'x' && onFold !== undefined) foldOf(model, id, onFold)
      if (direction === undefined) return
      event.preventDefault()
      const here = cards.get(id)
      if (event.altKey) {
        if (here !== undefined) onMove?.(id, { x: here.x + steps[direction].x, y: here.y + steps[direction].y })
        return
      }
      const next = neighbourOf(id, direction, { links: model.links, places: cards })
      if (next !== null) onReach(next)
    },
    [model, cards, onReach, onFold, onMove],
  )
  return { stops, onCardKey, onCardFocus: setLastFocused }
}

/** X on a card folds its island, on a stack unfolds it. */
function foldOf({ cards }: GraphModel, id: string, onFold: (name: string) => void): void {
  const card = cards.find((other) => other.id === id)
  const name = card?.glyph === 'stack' ? card.title : card?.island
  if (typeof name === 'string') onFold(name)
}

function tabStops({ cards }: GraphModel, lastFocused: string | null): ReadonlySet<string> {
  const stops = new Map<string | null, string>()
  for (const { id, island } of cards) if (id === lastFocused || !stops.has(island)) stops.set(island, id)
  return new Set(stops.values())
}
