'use client'
import { usePathname, useSearchParams } from 'next/navigation'
import { useMemo } from 'react'
import { listHref, parseListState, type ListState } from './list-state.ts'

/** The list's state in the URL; every key stroke replaces the address without asking the server for the page again. */
export function useListState(): [ListState, (state: ListState) => void] {
  const params = useSearchParams()
  const path = usePathname()
  const state = useMemo(() => parseListState(new URLSearchParams(params.toString())), [params])
  const set = (next: ListState) => {
    window.history.replaceState(null, '', listHref(path, new URLSearchParams(location.search), next))
  }
  return [state, set]
}
