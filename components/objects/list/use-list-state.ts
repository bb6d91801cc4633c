'use client'
import { usePathname, useSearchParams } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'
import { listHref, parseListState, withListState, type ListState } from './list-state.ts'

/**
 * The list's state, kept in the URL without asking the server for the page again. The address follows a moment later than
 * the keys: what it says is taken over only when somebody else wrote it, such as a link or the way back.
 */
export function useListState(): [ListState, (state: ListState) => void] {
  const params = useSearchParams()
  const path = usePathname()
  const inUrl = textOf(parseListState(new URLSearchParams(params.toString())))
  const [state, setState] = useState(() => parseListState(new URLSearchParams(inUrl)))
  const written = useRef<readonly string[]>([])
  useEffect(() => {
    const place = written.current.indexOf(inUrl)
    if (place < 0) setState(parseListState(new URLSearchParams(inUrl)))
    written.current = written.current.slice(place + 1)
  }, [inUrl])
  const set = (next: ListState) => {
    setState(next)
    written.current = [...written.current, textOf(next)]
    window.history.replaceState(null, '', listHref(path, new URLSearchParams(location.search), next))
  }
  return [state, set]
}

function textOf(state: ListState): string {
  return withListState(new URLSearchParams(), state).toString()
}
