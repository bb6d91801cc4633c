'use client'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { namespacesQuery } from '../../lib/client/queries/objects.ts'
import type { Scope } from '../../lib/client/scope.ts'
import { useScope } from '../shell/use-scope.ts'
import { Note } from '../ui/note.tsx'
import { SkeletonRows } from '../ui/skeleton.tsx'
import { allOfScope, LogBar } from './log-bar.tsx'
import type { LogFilter } from './log-filter.ts'
import { SearchedLogs } from './searched-logs.tsx'
import { TailedLogs } from './tailed-logs.tsx'
import { useLogFilter } from './use-log-filter.ts'

/** Logs of the namespace in the URL, else of those of the scope, else of the first that the mesh has. */
export function LogsView() {
  const { scope, setScope } = useScope()
  const namespaces = useQuery(namespacesQuery(scope))
  const [filter, onFilter] = useLogFilter()
  const [wrap, setWrap] = useState(false)
  const [tail, setTail] = useState(false)
  const known = namespaces.data?.items.map(({ name }) => name) ?? []
  const read = namespacesOf(filter, scope, known)
  const [first] = read
  if (first === undefined)
    return namespaces.error === null ? (
      <SkeletonRows rows={12} label="Loading namespaces" />
    ) : (
      <div className="p-4">
        <Note tone="failing" role="alert">
          {namespaces.error.message}
        </Note>
      </div>
    )
  const choose = (name: string) => {
    if (filter.namespace !== '') onFilter({ namespace: name === allOfScope ? '' : name })
    else if (name !== allOfScope) setScope({ namespaces: [name] })
  }
  const logs = { namespaces: read, filter, onFilter, wrap }
  return (
    <>
      <LogBar
        namespace={read.length > 1 ? allOfScope : first}
        namespaces={optionsOf(read, scope, known)}
        onNamespace={choose}
        filter={filter}
        onFilter={onFilter}
        wrap={wrap}
        onWrap={setWrap}
        tail={tail}
        onTail={setTail}
      />
      {tail ? <TailedLogs key={JSON.stringify([read, filter])} {...logs} /> : <SearchedLogs {...logs} />}
    </>
  )
}

function namespacesOf(filter: LogFilter, scope: Scope, known: readonly string[]): readonly string[] {
  if (filter.namespace !== '') return [filter.namespace]
  return scope.namespaces.length > 0 ? scope.namespaces : known.slice(0, 1)
}

function optionsOf(read: readonly string[], scope: Scope, known: readonly string[]) {
  const names = [...new Set([...known, ...read])].map((name) => ({ id: name, label: name }))
  return scope.namespaces.length > 1 ? [{ id: allOfScope, label: scope.namespaces.join(', ') }, ...names] : names
}
