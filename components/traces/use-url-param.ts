'use client'
import { usePathname, useSearchParams } from 'next/navigation'
import { useCallback } from 'react'
import { queryString, setOrDelete } from '../../lib/client/scope.ts'

/** The parameter as it is in the address now; what a component was drawn with may be one change behind. */
export const urlParamNow = (name: string) => new URLSearchParams(window.location.search).get(name) ?? undefined

/** One parameter of the page's URL and the way to change it in place: the page stays, Back leaves it as a whole. */
export function useUrlParam(name: string): [string | undefined, (value: string | undefined) => void] {
  const params = useSearchParams()
  const path = usePathname()
  const set = useCallback(
    (value: string | undefined) => {
      const next = new URLSearchParams(window.location.search)
      setOrDelete(next, name, value)
      window.history.replaceState(null, '', `${path}${queryString(next)}`)
    },
    [name, path],
  )
  return [params.get(name) ?? undefined, set]
}
