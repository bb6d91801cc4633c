'use client'
import { usePathname, useRouter, useSearchParams } from 'next/navigation'
import { useMemo } from 'react'
import { queryString, setOrDelete } from '../../../lib/client/scope.ts'
import { parseTraceFilter, traceFilterParams, type TraceFilter } from './trace-filter.ts'

/** The filters of the page's URL and the way to change them; each change is one step of Back. */
export function useTraceFilter(): [TraceFilter, (filter: TraceFilter) => void] {
  const params = useSearchParams()
  const path = usePathname()
  const router = useRouter()
  const filter = useMemo(() => parseTraceFilter(new URLSearchParams(params.toString())), [params])
  const set = (changed: TraceFilter) => {
    const next = new URLSearchParams(params.toString())
    for (const [name, value] of Object.entries(traceFilterParams(changed))) setOrDelete(next, name, value)
    router.push(`${path}${queryString(next)}`, { scroll: false })
  }
  return [filter, set]
}
