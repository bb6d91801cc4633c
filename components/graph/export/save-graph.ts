'use client'
import type { Drawn } from './graph-drawing.tsx'
import { exportName, graphJson, type ExportAbout } from './graph-json.ts'
import { graphSvg } from './graph-svg.tsx'

export type ExportFormat = 'svg' | 'png' | 'json'

/** Writes the current view into a file of the reader's. Rejects when the picture cannot be drawn. */
export async function saveGraph(format: ExportFormat, drawn: Drawn, about: ExportAbout): Promise<void> {
  const name = exportName(about)
  if (format === 'json') return save(`${name}.json`, new Blob([graphJson(drawn, about)], { type: 'application/json' }))
  const style = getComputedStyle(document.documentElement)
  const svg = graphSvg(drawn, {
    token: (token) => style.getPropertyValue(token).trim(),
    font: await textFont(),
    title: name,
  })
  return save(`${name}.${format}`, format === 'svg' ? new Blob([svg], { type: 'image/svg+xml' }) : await pngOf(svg))
}

/** The page's own font as data URL; null when it cannot be read. */
async function textFont(): Promise<string | null> {
  const answer = await fetch('/fonts/inter-latin-wght-normal.woff2').catch(() => null)
  return answer?.ok === true ? dataUrl(await answer.blob()) : null
}

function dataUrl(blob: Blob): Promise<string | null> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.addEventListener('load', () => resolve(typeof reader.result === 'string' ? reader.result : null))
    reader.addEventListener('error', () => reject(new Error('the font could not be read')))
    reader.readAsDataURL(blob)
  })
}

/** Browsers refuse larger canvases. */
const mostPixels = 8_192
const sharpness = 2

async function pngOf(svg: string): Promise<Blob> {
  const image = new Image()
  image.src = `data:image/svg+xml,${encodeURIComponent(svg)}`
  await image.decode()
  const scale = Math.min(sharpness, mostPixels / image.width, mostPixels / image.height)
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(image.width * scale)
  canvas.height = Math.round(image.height * scale)
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob === null ? reject(new Error('the picture is too large')) : resolve(blob)),
      'image/png',
    )
  })
}

function save(name: string, content: Blob): void {
  const url = URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = url
  link.download = name.replaceAll(':', '-')
  link.click()
  URL.revokeObjectURL(url)
}
