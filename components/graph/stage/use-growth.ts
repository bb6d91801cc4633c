'use client'
import { useEffect, useState } from 'react'

/** How much a frame may add, in steps of about the same work: one for a thing on the canvas, more for a part of the page. */
const weights = { element: 1, card: 2.5, pill: 1.5 }
const workOfFrame = 90
const restMs = 500

type Counts = { elements: number; cards: number; pills: number }

/** How many of each are drawn by now. */
export type Growth = Counts & {
  whole: boolean
  /** Whole for half a second once: what nobody waits for may load now. */
  wasWhole: boolean
}

/**
 * A large picture comes in slices, one a frame: first the canvas, then cards and pills over it, so that no frame is
 * long and the page answers all the while. What is there stays; only what is more than before is added slice by slice.
 */
export function useGrowth(total: Counts): Growth {
  const [shown, setShown] = useState<Counts>({ elements: 0, cards: 0, pills: 0 })
  const grown = nextSlice(shown, total)
  const whole = grown === null
  const [wasWhole, setWasWhole] = useState(false)
  useEffect(() => {
    if (!whole || wasWhole) return undefined
    const timer = setTimeout(() => setWasWhole(true), restMs)
    return () => clearTimeout(timer)
  }, [whole, wasWhole])
  useEffect(() => {
    if (grown === null) return undefined
    const frame = requestAnimationFrame(() => setShown(grown))
    return () => cancelAnimationFrame(frame)
  })
  return { ...shown, whole, wasWhole }
}

/** What the next frame shows; null when everything is there. */
export function nextSlice(shown: Counts, total: Counts): Counts | null {
  let room = workOfFrame
  const grow = (now: number, all: number, weight: number) => {
    const more = Math.max(0, Math.min(all - now, Math.floor(room / weight)))
    room -= more * weight
    return now + more
  }
  const elements = grow(shown.elements, total.elements, weights.element)
  // Cards wait for the canvas: it measures the page while it starts, which is cheap as long as the page is small.
  const canvasIsThere = shown.elements >= total.elements
  const cards = canvasIsThere ? grow(shown.cards, total.cards, weights.card) : shown.cards
  const pills = canvasIsThere && cards >= total.cards ? grow(shown.pills, total.pills, weights.pill) : shown.pills
  if (elements === shown.elements && cards === shown.cards && pills === shown.pills) return null
  return { elements, cards, pills }
}
