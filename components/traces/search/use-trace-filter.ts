'use client'
import { usePathname, useSearchParams } from 'next/navigation'
import { useMemo } from 'react'
import { queryString, setOrDelete } from '../../../lib/client/scope.ts'
import { parseTraceFilter, traceFilterParams, type TraceFilter } from './trace-filter.ts'

/** The filters of the page's URL and the way to change them; each change is one step of Back. */
export function useTraceFilter(): [TraceFilter, (filter: TraceFilter) => void] {
  const params = useSearchParams()
  const path = usePathname()
  const filter = useMemo(() => parseTraceFilter(new URLSearchParams(params.toString())), [params])
  const set = (changed: TraceFilter) => {
    const next = new URLSearchParams(window.location.search)
    for (const [name, value] of Object.entries(traceFilterParams(changed))) setOrDelete(next, name, value)
    // Not by the router: the server has nothing to add, and asking it would make every change wait.
    window.history.pushState(null, '', `${path}${queryString(next)}`)
  }
  return [filter, set]
}
