'use client'
import type { Core, ElementDefinition, StylesheetJsonBlock } from 'cytoscape'
import CytoscapeComponent from 'react-cytoscapejs'
import { maxZoom, minZoom } from '../geometry/viewport.ts'

/** Never changed: another object would run the layout again and move nodes. */
const presetLayout = { name: 'preset', fit: false } as const
const fill = { position: 'absolute', inset: 0 } as const

/** The dumb part: draws what it is given, keeps every position, and hands out cytoscape for pan, zoom and events. */
export function GraphCanvas({
  elements,
  stylesheet,
  onReady,
}: {
  elements: ElementDefinition[]
  stylesheet: StylesheetJsonBlock[]
  onReady: (cy: Core) => void
}) {
  return (
    <CytoscapeComponent
      elements={elements}
      stylesheet={stylesheet}
      layout={presetLayout}
      cy={onReady}
      style={fill}
      minZoom={minZoom}
      maxZoom={maxZoom}
      autoungrabify
      autounselectify
      boxSelectionEnabled={false}
    />
  )
}
