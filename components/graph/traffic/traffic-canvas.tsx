'use client'
import type { Core } from 'cytoscape'
import { useEffect, useMemo, useRef } from 'react'
import type { GraphModel, Stroke } from '../model/graph-model.ts'
import type { Picture } from '../model/picture.ts'
import { dotsAt, tracksOf, type Track } from './tracks.ts'

/** Requests on their way, as dots over the edges. With reduced motion they stand still: their density remains. */
export function TrafficCanvas({ cy, model, picture }: { cy: Core; model: GraphModel; picture: Picture }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const tracks = useMemo(() => tracksOf(model.links, picture.curves), [model.links, picture.curves])
  useEffect(() => {
    const element = canvas.current
    const context = element?.getContext('2d')
    if (element === null || context === null || context === undefined) return undefined
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches
    const draw = (ms: number) => drawDots(context, { cy, tracks, seconds: still ? 0 : ms / 1_000 })
    if (still) {
      const redraw = () => draw(0)
      redraw()
      cy.on('viewport', redraw)
      return () => {
        cy.off('viewport', redraw)
      }
    }
    // A hidden tab gets no frames, so nothing runs there.
    let frame = requestAnimationFrame(function next(ms) {
      draw(ms)
      frame = requestAnimationFrame(next)
    })
    return () => cancelAnimationFrame(frame)
  }, [cy, tracks])
  return (
    <canvas ref={canvas} data-testid="traffic" aria-hidden="true" className="pointer-events-none absolute inset-0" />
  )
}

type Frame = { cy: Core; tracks: readonly Track[]; seconds: number }

function drawDots(context: CanvasRenderingContext2D, { cy, tracks, seconds }: Frame): void {
  const { canvas } = context
  const [width, height, density] = [cy.width(), cy.height(), devicePixelRatio]
  if (canvas.width !== Math.round(width * density) || canvas.height !== Math.round(height * density)) {
    canvas.width = Math.round(width * density)
    canvas.height = Math.round(height * density)
    canvas.style.width = `${width}px`
    canvas.style.height = `${height}px`
  }
  const [zoom, pan] = [cy.zoom(), cy.pan()]
  context.setTransform(density, 0, 0, density, 0, 0)
  context.clearRect(0, 0, width, height)
  const style = getComputedStyle(canvas)
  for (const stroke of strokes) {
    context.fillStyle = style.getPropertyValue(colours[stroke])
    context.beginPath()
    for (const track of tracks) {
      if (track.stroke !== stroke) continue
      for (const { x, y } of dotsAt(track, seconds)) {
        const at = { x: x * zoom + pan.x, y: y * zoom + pan.y }
        if (at.x < 0 || at.y < 0 || at.x > width || at.y > height) continue
        context.moveTo(at.x + radius, at.y)
        context.arc(at.x, at.y, radius, 0, Math.PI * 2)
      }
    }
    context.fill()
  }
}

const radius = 2.6

const strokes = ['healthy', 'degraded', 'failing', 'idle', 'tcp'] as const

const colours: Record<Stroke, string> = {
  healthy: '--text-1',
  degraded: '--edge-degraded',
  failing: '--edge-failing',
  idle: '--edge-idle',
  tcp: '--edge-tcp',
}
