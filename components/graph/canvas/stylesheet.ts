import type { StylesheetJson } from 'cytoscape'

/** Reads a token of the current theme; the canvas cannot use CSS variables itself. */
export type ReadToken = (name: string) => string

type Block = { selector: string; style: Record<string, string | number | readonly number[]> }

function asStylesheet(blocks: readonly Block[]): StylesheetJson {
  // cytoscape's types know neither mappers for lists nor ends in pixels; every block uses its documented properties.
  return blocks as unknown as StylesheetJson
}

const strokes = ['healthy', 'degraded', 'failing', 'idle', 'tcp'] as const

/** What the canvas draws with, for the theme that is on. */
export function stylesheetOf(token: ReadToken): StylesheetJson {
  return asStylesheet([
    {
      selector: 'node',
      style: {
        width: 'data(width)',
        height: 'data(height)',
        shape: 'round-rectangle',
        events: 'no',
        'z-index-compare': 'manual',
      },
    },
    {
      selector: 'node.island',
      style: {
        'background-color': token('--island-bg'),
        'border-color': token('--island-border'),
        'border-width': 1,
        'corner-radius': '14',
        'z-index': 0,
      },
    },
    {
      selector: 'node.box',
      style: {
        'background-color': token('--box-bg'),
        'border-color': token('--border'),
        'border-width': 1,
        'corner-radius': '10',
        'z-index': 1,
      },
    },
    { selector: 'node.card', style: { 'background-opacity': 0, 'border-width': 0, events: 'yes', 'z-index': 3 } },
    ...glyphs(token),
    ...edges(token),
    { selector: '.dim, .gone', style: { opacity: 0.32 } },
  ])
}

function edges(token: ReadToken): Block[] {
  return [
    {
      selector: 'edge',
      style: {
        'curve-style': 'unbundled-bezier',
        'edge-distances': 'endpoints',
        'control-point-weights': 'data(weights)',
        'control-point-distances': 'data(distances)',
        'source-endpoint': 'data(sourceEnd)',
        'target-endpoint': 'data(targetEnd)',
        width: 'data(width)',
        'target-arrow-shape': 'triangle',
        'arrow-scale': 'data(arrow)',
        'z-index-compare': 'manual',
        'z-index': 2,
      },
    },
    ...strokes.map((stroke) => ({
      selector: `edge.${stroke}`,
      style: { 'line-color': token(`--edge-${stroke}`), 'target-arrow-color': token(`--edge-${stroke}`) },
    })),
    { selector: 'edge.degraded', style: { 'line-style': 'dashed', 'line-dash-pattern': [9, 4] } },
    { selector: 'edge.failing', style: { 'line-style': 'dashed', 'line-dash-pattern': [4, 3] } },
    { selector: 'edge.idle', style: { 'line-style': 'dashed', 'line-dash-pattern': [1.5, 5], 'line-cap': 'round' } },
    {
      selector: 'edge.added',
      style: { 'line-color': token('--edge-selected'), 'target-arrow-color': token('--edge-selected') },
    },
    {
      selector: 'edge.unchanged',
      style: { 'line-color': token('--edge-idle'), 'target-arrow-color': token('--edge-idle'), opacity: 0.8 },
    },
    {
      selector: 'edge.chosen',
      style: {
        'underlay-color': token('--edge-selected'),
        'underlay-opacity': 0.32,
        'underlay-padding': 4.5,
        'z-index': 4,
      },
    },
  ]
}

/** Below the zoom of cards the canvas draws the glyphs itself: shape is kind, ring is health. */
function glyphs(token: ReadToken): Block[] {
  const shape = {
    disc: 'ellipse',
    pill: 'ellipse',
    tag: 'tag',
    hexagon: 'hexagon',
    square: 'round-rectangle',
    stack: 'round-rectangle',
  }
  const ring = ['healthy', 'degraded', 'failing', 'idle', 'unknown'] as const
  return [
    {
      selector: 'node.card.far',
      style: {
        width: 44,
        height: 44,
        'background-opacity': 1,
        'background-color': token('--surface-2'),
        'border-width': 6,
      },
    },
    ...Object.entries(shape).map(([glyph, form]) => ({ selector: `node.card.far.${glyph}`, style: { shape: form } })),
    ...ring.map((status) => ({
      selector: `node.card.far.${status}`,
      style: {
        'border-color': token(`--status-${status}`),
        'border-style':
          status === 'idle' ? 'dotted' : status === 'unknown' ? 'dashed' : status === 'failing' ? 'double' : 'solid',
      },
    })),
    {
      selector: 'node.card.far.chosen',
      style: { 'underlay-color': token('--edge-selected'), 'underlay-opacity': 0.5, 'underlay-padding': 6 },
    },
  ]
}
