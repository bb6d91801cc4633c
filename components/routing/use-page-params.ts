'use client'
import { usePathname, useSearchParams } from 'next/navigation'
import { queryString, setOrDelete } from '../../lib/client/scope.ts'

/** The query of this page, and the way to change single entries of it; `undefined` takes one away. */
export function usePageParams() {
  const params = useSearchParams()
  const path = usePathname()
  const setParams = (change: Readonly<Record<string, string | undefined>>) => {
    const next = new URLSearchParams(params.toString())
    for (const [key, value] of Object.entries(change)) setOrDelete(next, key, value)
    // Not the router: that asks the server first, and what was applied would for that long look as if it were not.
    window.history.pushState(null, '', `${path}${queryString(next)}`)
  }
  return { params, setParams }
}
