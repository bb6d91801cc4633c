'use client'
import { useEffect, useState } from 'react'

/** Long enough for a drag to come to rest. */
const PAUSE_MS = 800

/** Reads out what a move did to the other destinations, once it rests. */
export function SplitAnnouncement({ text }: { text: string }) {
  const [spoken, setSpoken] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setSpoken(text), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [text])
  return (
    <output aria-live="polite" className="sr-only">
      {spoken}
    </output>
  )
}
