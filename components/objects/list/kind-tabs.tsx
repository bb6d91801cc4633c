'use client'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { namespacesQuery } from '../../../lib/client/queries/objects.ts'
import { routes } from '../../../lib/client/routes.ts'
import type { Scope } from '../../../lib/client/scope.ts'
import { useScope } from '../../shell/use-scope.ts'
import { kindCounts } from './kind-counts.ts'
import type { Listing } from './listing.ts'

type Kind = Listing<never>['kind']

const kinds: readonly { id: Kind; label: string; href: (scope: Scope) => string }[] = [
  { id: 'namespaces', label: 'Namespaces', href: routes.namespaces },
  { id: 'applications', label: 'Applications', href: routes.applications },
  { id: 'services', label: 'Services', href: routes.services },
  { id: 'workloads', label: 'Workloads', href: routes.workloads },
]

/** The four kinds with how many of each are in the scope. */
export function KindTabs({ kind }: { kind: Kind }) {
  const { scope } = useScope()
  const { data } = useQuery(namespacesQuery(scope))
  const counts = data === undefined ? null : kindCounts(data.items, scope.namespaces)
  return (
    <nav aria-label="Kinds" className="flex min-w-0 gap-1 overflow-x-auto">
      {kinds.map(({ id, label, href }) => (
        <Link
          key={id}
          href={href(scope)}
          prefetch={false}
          aria-current={id === kind ? 'page' : undefined}
          className="flex h-ctl items-center gap-1.5 rounded-ctl px-2.5 text-dense font-medium whitespace-nowrap text-ink-2 no-underline! hover:bg-surface-2 aria-[current]:bg-accent-bg aria-[current]:text-ink-1"
        >
          {label}
          {counts === null ? null : <span className="font-normal text-ink-3">{counts[id]}</span>}
        </Link>
      ))}
    </nav>
  )
}
