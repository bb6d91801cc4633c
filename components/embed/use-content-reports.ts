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
    const root = frame.current
    if (!open || root === null) return undefined
    let content: HTMLElement | null = null
    let loaded = false
    const sizes = new ResizeObserver(() => {
      if (content === null || !content.isConnected) return
      latest.current({ type: 'resize', payload: { height: content.offsetHeight + aroundContent(root) } })
      if (loaded || content.querySelector('output[aria-label^="Loading"]') !== null) return
      loaded = true
      latest.current({ type: 'loaded', payload: { view } })
    })
    // The page puts other content in place of its skeleton: what is measured follows it.
    const follow = () => {
      const present = root.querySelector('[data-page-content]')
      if (present === content || !(present instanceof HTMLElement)) return
      sizes.disconnect()
      content = present
      sizes.observe(present)
    }
    const changes = new MutationObserver(follow)
    changes.observe(root, { childList: true, subtree: true })
    follow()
    return () => {
      sizes.disconnect()
      changes.disconnect()
    }
  }, [frame, view, open])
}

/** Height of the frame's own header and footer. */
function aroundContent(frame: HTMLElement | null): number {
  const bars = frame?.querySelectorAll<HTMLElement>('[data-embed-root] > header, [data-embed-root] > footer') ?? []
  return [...bars].reduce((sum, bar) => sum + bar.offsetHeight, 2)
}
