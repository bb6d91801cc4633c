import type { ReactNode } from 'react'
import type { FindSubject } from '../../../lib/domain/graph/find-expression/evaluate.ts'
import type { Health } from '../../../lib/domain/health/model.ts'
import type { Scope } from '../../../lib/client/scope.ts'

/** What every listed thing has. */
export type Listed = {
  name: string
  namespace?: string
  health: Health
  inbound: { rps: number | null }
}

export type SortValue = string | number | null

/** One column: its text is also what the export holds and what is drawn unless `cell` says otherwise. */
export type Column<Item> = {
  id: string
  label: string
  end?: boolean
  /** Hidden until the reader chooses it. */
  hidden?: boolean
  sort: (item: Item) => SortValue
  text: (item: Item) => string
  cell?: (item: Item) => ReactNode
}

/** A property to narrow a list by; an item may have several of its values or none. */
export type Facet<Item> = { id: string; label: string; values: (item: Item) => readonly string[] }

/** How things of one kind are listed. */
export type Listing<Item extends Listed> = {
  kind: 'namespaces' | 'workloads' | 'services' | 'applications'
  noun: string
  href: (item: Item, scope: Scope) => string
  labels: (item: Item) => Readonly<Record<string, string>>
  /** What the find language sees of it. */
  subject: (item: Item) => FindSubject
  /** Where some of them are seen in the graph. */
  graph: (items: readonly Item[], scope: Scope) => string
  /** Where the logs of some of them are read; null where they are too many for one question. */
  logs?: (items: readonly Item[], scope: Scope) => string | null
  columns: readonly Column<Item>[]
  facets: readonly Facet<Item>[]
}

export function keyOf({ namespace, name }: Listed): string {
  return namespace === undefined ? name : `${namespace}/${name}`
}
