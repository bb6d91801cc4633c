'use client'
import { usePathname, useSearchParams } from 'next/navigation'
import { queryString, setOrDelete } from '../../lib/client/scope.ts'

/** The open tab in the URL; the first one is not written, and one that does not exist is the first. */
export function useTab<Id extends string>(ids: readonly [Id, ...Id[]]): [Id, (id: Id) => void] {
  const params = useSearchParams()
  const path = usePathname()
  const current = ids.find((id) => id === params.get('tab')) ?? ids[0]
  const set = (id: Id) => {
    const next = new URLSearchParams(location.search)
    setOrDelete(next, 'tab', id === ids[0] ? undefined : id)
    window.history.replaceState(null, '', `${path}${queryString(next)}`)
  }
  return [current, set]
}
