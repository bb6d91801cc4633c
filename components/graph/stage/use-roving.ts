'use client'
import { useCallback, useMemo, useState, type KeyboardEvent } from 'react'
import type { Box } from '../geometry/shapes.ts'
import type { GraphModel } from '../model/graph-model.ts'
import { neighbourOf, type Direction } from '../model/neighbours.ts'

const arrows: Record<string, Direction> = { ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down' }

type RovingInput = { model: GraphModel; cards: ReadonlyMap<string, Box>; onReach: (id: string) => void }

/** One tab stop per island, so that Tab goes to the next island; arrows walk along edges and columns. */
export function useRoving({ model, cards, onReach }: RovingInput) {
  const [lastFocused, setLastFocused] = useState<string | null>(null)
  const stops = useMemo(() => tabStops(model, lastFocused), [model, lastFocused])
  const onCardKey = useCallback(
    (id: string, event: KeyboardEvent<HTMLButtonElement>) => {
      const direction = arrows[event.key]
      if (direction === undefined) return
      event.preventDefault()
      const next = neighbourOf(id, direction, { links: model.links, places: cards })
      if (next !== null) onReach(next)
    },
    [model, cards, onReach],
  )
  return { stops, onCardKey, onCardFocus: setLastFocused }
}

function tabStops({ cards }: GraphModel, lastFocused: string | null): ReadonlySet<string> {
  const stops = new Map<string | null, string>()
  for (const { id, island } of cards) if (id === lastFocused || !stops.has(island)) stops.set(island, id)
  return new Set(stops.values())
}
