'use client'
import { usePathname, useSearchParams } from 'next/navigation'
import { useMemo } from 'react'
import { queryString, setOrDelete } from '../../lib/client/scope.ts'
import { logFilterParams, parseLogFilter, type LogFilter } from './log-filter.ts'

/** The question in the page's URL and the way to change parts of it; each change is one step of Back. */
export function useLogFilter(): [LogFilter, (change: Partial<LogFilter>) => void] {
  const params = useSearchParams()
  const path = usePathname()
  const filter = useMemo(() => parseLogFilter(new URLSearchParams(params.toString())), [params])
  const change = (part: Partial<LogFilter>) => {
    const next = new URLSearchParams(window.location.search)
    for (const [name, value] of Object.entries(logFilterParams({ ...filter, ...part }))) setOrDelete(next, name, value)
    // Not by the router: the server has nothing to add, and asking it would make every change wait.
    window.history.pushState(null, '', `${path}${queryString(next)}`)
  }
  return [filter, change]
}
