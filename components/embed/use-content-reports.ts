'use client'
import { useEffect, useRef, type RefObject } from 'react'
import type { FrameMessage } from '../../lib/client/embed/messages.ts'

type Reports = {
  frame: RefObject<HTMLElement | null>
  view: string
  open: boolean
  post: (message: FrameMessage) => void
}

/** Tells the host how high the content wants to be, each time that changes, and once that it is there. */
export function useContentReports({ frame, view, open, post }: Reports): void {
  const latest = useRef(post)
  useEffect(() => {
    latest.current = post
  })
  useEffect(() => {
    const content = frame.current?.querySelector('[data-page-content]')
    if (!open || !(content instanceof HTMLElement)) return undefined
    let loaded = false
    const report = new ResizeObserver(() => {
      latest.current({ type: 'resize', payload: { height: content.offsetHeight + aroundContent(frame.current) } })
      if (loaded || content.querySelector('output[aria-label^="Loading"]') !== null) return
      loaded = true
      latest.current({ type: 'loaded', payload: { view } })
    })
    report.observe(content)
    return () => report.disconnect()
  }, [frame, view, open])
}

/** Height of the frame's own header and footer. */
function aroundContent(frame: HTMLElement | null): number {
  const bars = frame?.querySelectorAll<HTMLElement>('[data-embed-root] > header, [data-embed-root] > footer') ?? []
  return [...bars].reduce((sum, bar) => sum + bar.offsetHeight, 2)
}
