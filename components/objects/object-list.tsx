'use client'
import { useState, type ReactNode } from 'react'
import Link from 'next/link'
import { routes } from '../../lib/client/routes.ts'
import type { Scope } from '../../lib/client/scope.ts'
import type { SourceFailure } from '../../lib/contract/source-failure.ts'
import { DegradedBanner } from '../graph/graph-notices.tsx'
import { PageBar, PageBody } from '../shell/page-bar.tsx'
import { useNow } from '../shell/use-now.ts'
import { useScope } from '../shell/use-scope.ts'
import { Note } from '../ui/note.tsx'
import { Card } from '../ui/panel.tsx'
import { SkeletonRows } from '../ui/skeleton.tsx'
import { TextField } from '../ui/text-field.tsx'

export type ListKind = 'namespaces' | 'workloads' | 'services' | 'applications'

const kinds: readonly { id: ListKind; label: string; href: (scope: Scope) => string }[] = [
  { id: 'namespaces', label: 'Namespaces', href: routes.namespaces },
  { id: 'workloads', label: 'Workloads', href: routes.workloads },
  { id: 'services', label: 'Services', href: routes.services },
  { id: 'applications', label: 'Applications', href: routes.applications },
]

type ObjectListProps = {
  kind: ListKind
  count: number | null
  failures: readonly SourceFailure[]
  error: Error | null
  onRetry: () => void
  /** The table for what the filter lets through. */
  children: (filter: string) => ReactNode
}

/** The frame of every object list: kinds as links, filter, notices. */
export function ObjectList({ kind, count, failures, error, onRetry, children }: ObjectListProps) {
  const { scope } = useScope()
  const [filter, setFilter] = useState('')
  const now = useNow()
  const title = kinds.find(({ id }) => id === kind)?.label ?? kind
  return (
    <>
      <PageBar
        label={title}
        actions={
          <TextField
            label={`Filter ${kind}`}
            hiddenLabel
            icon="filter"
            placeholder="Filter"
            value={filter}
            onChange={setFilter}
            className="w-56"
          />
        }
      >
        <h1 className="sr-only">{title}</h1>
        <nav aria-label="Kinds" className="flex gap-1">
          {kinds.map(({ id, label, href }) => (
            <Link
              key={id}
              href={href(scope)}
              prefetch={false}
              aria-current={id === kind ? 'page' : undefined}
              className="flex h-ctl items-center gap-1.5 rounded-ctl px-2.5 text-dense font-medium text-ink-2 no-underline! hover:bg-surface-2 aria-[current]:bg-accent-bg aria-[current]:text-ink-1"
            >
              {label}
              {id === kind && count !== null ? <span className="font-normal text-ink-3">{count}</span> : null}
            </Link>
          ))}
        </nav>
      </PageBar>
      <PageBody>
        <DegradedBanner failures={failures} now={now} onRetry={onRetry} />
        {error === null ? null : <Note tone="degraded">{error.message}</Note>}
        <Card>{count === null ? <SkeletonRows /> : children(filter)}</Card>
      </PageBody>
    </>
  )
}

/** Below an empty table: why, in one sentence. */
export function NothingMatches({ filter, noun }: { filter: string; noun: string }) {
  return (
    <p className="px-3.5 py-3 text-dense text-ink-2">
      {filter.trim() === ''
        ? `There is no ${noun} in these namespaces.`
        : `No ${noun} has ${JSON.stringify(filter.trim())} in its name.`}
    </p>
  )
}
