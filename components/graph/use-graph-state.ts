'use client'
import { usePathname, useRouter, useSearchParams } from 'next/navigation'
import { useCallback, useMemo } from 'react'
import { useNarrow } from '../shell/use-narrow.ts'
import { queryString } from '../../lib/client/scope.ts'
import { parseGraphState, withGraphState, type GraphState } from './graph-url.ts'

/** The graph's state in the URL. Selections replace the history entry: Back leaves the page, not the last click. */
export function useGraphState(): { state: GraphState; setState: (change: Partial<GraphState>) => void } {
  const params = useSearchParams()
  const path = usePathname()
  const router = useRouter()
  const narrow = useNarrow()
  const state = useMemo(() => {
    const parsed = parseGraphState(new URLSearchParams(params.toString()))
    return narrow && !params.has('view') ? { ...parsed, view: 'tree' as const } : parsed
  }, [narrow, params])
  const setState = useCallback(
    (change: Partial<GraphState>) => {
      const next = withGraphState(new URLSearchParams(params.toString()), { ...state, ...change })
      // A chosen view is written even when it is the usual one: narrow screens open another one by themselves.
      if (change.view !== undefined) next.set('view', change.view)
      const href = `${path}${queryString(next)}`
      if (change.view !== undefined || change.type !== undefined) router.push(href, { scroll: false })
      else router.replace(href, { scroll: false })
    },
    [params, path, router, state],
  )
  return { state, setState }
}
