import { GraphDrawing, type Drawn } from './graph-drawing.tsx'
import { markupOf } from './markup.ts'

export type SvgLook = {
  /** The value of a token in the theme that is on, such as `--surface-1`. */
  token: (name: string) => string
  /** The text font as data URL, so that the file looks the same everywhere; null leaves it to the reader's machine. */
  font: string | null
  /** Names the picture: what, when. */
  title: string
}

const margin = 24

/** The whole picture as an SVG file: everything of the current view, in the theme's colours, at zoom 1. */
export function graphSvg(drawn: Drawn, { token, font, title }: SvgLook): string {
  const bounds = drawn.picture.bounds ?? { x: 0, y: 0, width: 0, height: 0 }
  const corner = {
    x: Math.floor(bounds.x - bounds.width / 2 - margin),
    y: Math.floor(bounds.y - bounds.height / 2 - margin),
  }
  const size = { width: Math.ceil(bounds.width + margin * 2), height: Math.ceil(bounds.height + margin * 2) }
  const face =
    font === null
      ? ''
      : `<style>@font-face{font-family:'Inter Variable';src:url(${font}) format('woff2');font-weight:100 900}</style>`
  const body = markupOf(
    <>
      <title>{title}</title>
      <rect x={corner.x} y={corner.y} {...size} fill="var(--graph-bg)" />
      <GraphDrawing {...drawn} />
    </>,
  )
  const root = markupOf(
    <svg
      xmlns="http://www.w3.org/2000/svg"
      viewBox={`${corner.x} ${corner.y} ${size.width} ${size.height}`}
      {...size}
      fontFamily="'Inter Variable', Inter, system-ui, sans-serif"
    />,
  ).replace('</svg>', '')
  return `${root}${face}${coloured(body, token)}</svg>\n`
}

/** A file knows no tokens: their values take the place of their names. */
function coloured(markup: string, token: SvgLook['token']): string {
  const values = new Map<string, string>()
  return markup.replaceAll(/var\((--[a-z0-9-]+)\)/g, (_, name: string) => {
    const value = values.get(name) ?? token(name)
    values.set(name, value)
    return value
  })
}
