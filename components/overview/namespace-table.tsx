'use client'
import Link from 'next/link'
import { useState } from 'react'
import type { NamespaceSummary } from '../../lib/contract/namespaces.ts'
import { counted } from '../../lib/client/format/number.ts'
import { routes } from '../../lib/client/routes.ts'
import type { Scope } from '../../lib/client/scope.ts'
import { arranged } from '../objects/list/arrange.ts'
import type { Sorting } from '../objects/list/list-state.ts'
import { namespaceListing } from '../objects/list/namespace-listing.tsx'
import { ShortList } from '../objects/list/short-list.tsx'
import { Card } from '../ui/panel.tsx'
import { TextField } from '../ui/text-field.tsx'

const columns = namespaceListing.columns.filter(({ hidden, id }) => hidden !== true && id !== 'injection')

type NamespaceTableProps = {
  items: readonly NamespaceSummary[]
  /** How many namespaces are not in the mesh and not among the items. */
  outside: number
  scope: Scope
}

/** The namespaces of the mesh with what enters them, worst first. */
export function NamespaceTable({ items, outside, scope }: NamespaceTableProps) {
  const [words, setWords] = useState('')
  const [sorting, setSorting] = useState<Sorting>(null)
  const shown = arranged(items, namespaceListing, { words, chosen: {}, sorting })
  return (
    <Card
      title="Namespaces"
      hint={sorting === null ? 'worst first' : ''}
      actions={
        items.length < 6 ? (
          <Link href={routes.namespaces(scope)}>{`All ${items.length + outside}`}</Link>
        ) : (
          <TextField
            label="Filter namespaces"
            hiddenLabel
            icon="filter"
            placeholder="Filter namespaces"
            value={words}
            onChange={setWords}
            className="w-44 max-sm:w-32"
          />
        )
      }
    >
      <ShortList
        listing={namespaceListing}
        columns={columns}
        items={shown}
        scope={scope}
        sorting={sorting}
        onSort={setSorting}
        className="max-h-[420px]"
      />
      {shown.length === 0 ? (
        <p className="px-3.5 py-3 text-dense text-ink-3">
          {words === '' ? 'No namespace is in the mesh yet.' : `No namespace matches ${JSON.stringify(words)}.`}
        </p>
      ) : null}
      {outside === 0 ? null : (
        <p className="border-t border-line-subtle px-3.5 py-2 text-small text-ink-3">
          {`${counted(outside, 'namespace')} outside the mesh: `}
          <Link href={routes.namespaces(scope)} className="underline">
            see all
          </Link>
        </p>
      )}
    </Card>
  )
}
