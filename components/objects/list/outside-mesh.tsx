'use client'
import Link from 'next/link'
import type { NamespaceSummary } from '../../../lib/contract/namespaces.ts'
import { counted } from '../../../lib/client/format/number.ts'
import { routes } from '../../../lib/client/routes.ts'
import type { Scope } from '../../../lib/client/scope.ts'
import { Card } from '../../ui/panel.tsx'
import { StatusMark } from '../../ui/status-mark.tsx'

const injectionWords = {
  enabled: 'injection is on, but no pod has a proxy',
  disabled: 'injection is off',
  unset: 'no injection label',
} as const

/** Namespaces without a proxy and without traffic in the mesh: not zeros, simply not reported. */
export function OutsideMesh({ items, scope }: { items: readonly NamespaceSummary[]; scope: Scope }) {
  if (items.length === 0) return null
  return (
    <Card title="Outside the mesh" hint={`${counted(items.length, 'namespace')}, no proxy reports for them`}>
      <ul>
        {items.map(({ name, workloads, injection }) => (
          <li
            key={name}
            className="relative flex min-h-row items-center gap-2 border-b border-line-subtle px-3.5 text-dense last:border-b-0 hover:bg-surface-2"
          >
            <StatusMark status="unknown" label="not reported" />
            <Link
              href={routes.namespace(scope, name)}
              prefetch={false}
              className="w-52 truncate text-ink-1 before:absolute before:inset-0 max-sm:w-auto max-sm:flex-1"
            >
              {name}
            </Link>
            <span className="w-32 text-ink-2 max-sm:w-auto">{counted(workloads?.total ?? 0, 'workload')}</span>
            <span className="text-ink-3 max-sm:hidden">{injectionWords[injection]}</span>
          </li>
        ))}
      </ul>
    </Card>
  )
}
