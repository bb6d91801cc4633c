'use client'
import dynamic from 'next/dynamic'
import { useState, type ReactNode } from 'react'
import type { Drawn } from '../export/graph-drawing.tsx'
import type { ExportAbout } from '../export/graph-json.ts'
import { mostShared, writePlaces } from '../layout/shared-places.ts'
import { mostAnimated } from '../traffic/tracks.ts'

/** Nobody waits for these: they load when the picture is there. */
const CanvasTools = dynamic(() => import('./canvas-tools.tsx').then((loaded) => loaded.CanvasTools), { ssr: false })

type Offer = { about: ExportAbout | undefined; onWall: (() => void) | undefined; whole: boolean }

/** Traffic, full screen and export of one picture; nothing where the picture has no name for its files. */
export function useCanvasTools(
  drawn: Drawn,
  { about, onWall, whole }: Offer,
): {
  moving: boolean
  buttons: ReactNode
} {
  const [on, setOn] = useState(false)
  if (about === undefined || !whole) return { moving: false, buttons: null }
  const { cards, links } = drawn.model
  const animated = links.length <= mostAnimated
  const buttons = (
    <CanvasTools
      moving={animated ? { on, toggle: setOn } : null}
      onWall={onWall}
      onSave={async (format) => {
        const { saveGraph } = await import('../export/save-graph.ts')
        await saveGraph(format, drawn, about)
      }}
      onShare={cards.length > mostShared ? null : () => copyLink(drawn)}
    />
  )
  return { moving: on && animated, buttons }
}

/** The address of this view with the place of every card in it. */
function copyLink({ model, picture }: Drawn): Promise<void> {
  const places = writePlaces(
    Object.fromEntries(picture.cards),
    model.cards.map(({ id }) => id),
  )
  return navigator.clipboard.writeText(`${location.origin}${location.pathname}${location.search}${places ?? ''}`)
}
