'use client'
import { useState, type ReactNode } from 'react'
import type { Drawn } from '../export/graph-drawing.tsx'
import type { ExportAbout } from '../export/graph-json.ts'
import { writePlaces } from '../layout/shared-places.ts'
import { mostAnimated } from '../traffic/tracks.ts'
import { CanvasTools } from './canvas-tools.tsx'

/** Traffic, full screen and export of one picture; nothing where the picture has no name for its files. */
export function useCanvasTools({ about, ...drawn }: Drawn & { about: ExportAbout | undefined }): {
  moving: boolean
  buttons: ReactNode
} {
  const [on, setOn] = useState(false)
  if (about === undefined) return { moving: false, buttons: null }
  const { cards, links } = drawn.model
  const animated = links.length <= mostAnimated
  const places = writePlaces(
    Object.fromEntries([...drawn.picture.cards].map(([id, { x, y }]) => [id, { x: Math.round(x), y: Math.round(y) }])),
    cards.map(({ id }) => id),
  )
  const buttons = (
    <CanvasTools
      moving={animated ? { on, toggle: setOn } : null}
      onSave={async (format) => {
        const { saveGraph } = await import('../export/save-graph.ts')
        await saveGraph(format, drawn, about)
      }}
      onShare={
        places === null
          ? null
          : () => navigator.clipboard.writeText(`${location.origin}${location.pathname}${location.search}${places}`)
      }
    />
  )
  return { moving: on && animated, buttons }
}
