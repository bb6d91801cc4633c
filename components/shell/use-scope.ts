'use client'
import { usePathname, useRouter, useSearchParams } from 'next/navigation'
import { useCallback, useMemo } from 'react'
import { parseScope, queryString, withScope, type Scope } from '../../lib/client/scope.ts'

/** The scope of this page and the way to change it; a change replaces the history entry's query, nothing else of it. */
export function useScope(): { scope: Scope; setScope: (change: Partial<Scope>) => void } {
  const params = useSearchParams()
  const path = usePathname()
  const router = useRouter()
  const scope = useMemo(() => parseScope(new URLSearchParams(params.toString())), [params])
  const setScope = useCallback(
    (change: Partial<Scope>) => {
      const next = withScope(new URLSearchParams(params.toString()), { ...scope, ...change })
      router.push(`${path}${queryString(next)}`, { scroll: false })
    },
    [params, path, router, scope],
  )
  return { scope, setScope }
}
