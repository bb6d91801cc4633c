'use client'
import { useDeferredValue, useMemo, useRef, useState, type ReactNode } from 'react'
import type { SourceFailure } from '../../../lib/contract/source-failure.ts'
import type { InboundTraffic } from '../../../lib/contract/workloads.ts'
import { counted } from '../../../lib/client/format/number.ts'
import { usePatternCompiler } from '../../graph/find/use-pattern-compiler.ts'
import { DegradedBanner } from '../../graph/graph-notices.tsx'
import { MissingRights } from '../../shell/missing-rights.tsx'
import { PageBar } from '../../shell/page-bar.tsx'
import { useNarrow } from '../../shell/use-narrow.ts'
import { useNow } from '../../shell/use-now.ts'
import { useScope } from '../../shell/use-scope.ts'
import { Button } from '../../ui/button.tsx'
import { Note } from '../../ui/note.tsx'
import { Card } from '../../ui/panel.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { arranged } from './arrange.ts'
import { ColumnsMenu } from './columns-menu.tsx'
import { ExportMenu } from './export-menu.tsx'
import { Facets } from './facets.tsx'
import { KindTabs } from './kind-tabs.tsx'
import { readListFind, type ListFind } from './list-find.ts'
import { ListSearch } from './list-search.tsx'
import { ListTable } from './list-table.tsx'
import type { ListState } from './list-state.ts'
import type { Listed, Listing } from './listing.ts'
import { NarrowList } from './narrow-list.tsx'
import { nothingSelected, selectedOf } from './selected-rows.ts'
import { SelectionBar } from './selection-bar.tsx'
import { useColumns } from './use-columns.ts'
import { useListState } from './use-list-state.ts'
import { useSelectionKeys } from './use-selection-keys.ts'

/** Fewer rows are looked through faster than facets are. */
const facetsFrom = 12

export type ListPageProps<Item extends Listed> = {
  listing: Listing<Item>
  /** Undefined while they load. */
  items: readonly Item[] | undefined
  failures: readonly SourceFailure[]
  error: Error | null
  onRetry: () => void
  /** Below the table. */
  children?: ReactNode
}

/** Everything of one kind: tabs, search, facets, columns, export, selection, and the table. */
export function ListPage<Item extends Listed & { inbound: InboundTraffic }>(props: ListPageProps<Item>) {
  const { listing, items, failures, error, onRetry } = props
  const [state, setState] = useListState()
  const columns = useColumns(listing.kind, listing.columns)
  const narrow = useNarrow()
  const now = useNow()
  const scroller = useRef<HTMLDivElement>(null)
  const wanted = useDeferredValue(state)
  const compile = usePatternCompiler(wanted.words)
  const find = useMemo(() => readListFind(wanted.words, compile), [wanted.words, compile])
  const shown = useMemo(() => arranged(items ?? [], listing, { ...wanted, find }), [items, listing, wanted, find])
  const subjects = useMemo(() => (items ?? []).map(listing.subject), [items, listing])
  const [selected, setSelected] = useState(nothingSelected)
  const marked = useMemo(() => selectedOf(shown, selected), [shown, selected])
  useSelectionKeys(selected, setSelected)
  const title = `${listing.kind.charAt(0).toUpperCase()}${listing.kind.slice(1)}`
  const withFacets = !narrow && (items?.length ?? 0) > facetsFrom
  return (
    <>
      <PageBar
        label={title}
        actions={
          narrow ? undefined : (
            <>
              <ColumnsMenu columns={listing.columns} chosen={columns} />
              <ExportMenu name={listing.kind} label="Export" items={shown} columns={columns.shown} />
            </>
          )
        }
      >
        <h1 className="sr-only">{title}</h1>
        <KindTabs kind={listing.kind} />
      </PageBar>
      <div className="flex min-h-0 flex-1">
        {withFacets ? (
          <aside
            aria-label="Filters"
            className="w-48 flex-none overflow-auto border-r border-line-subtle p-3.5 max-lg:hidden"
          >
            <Facets items={items ?? []} facets={listing.facets} state={state} onChange={setState} />
          </aside>
        ) : null}
        <div ref={scroller} className="min-w-0 flex-1 overflow-auto px-5 py-4 max-sm:px-3">
          <div className="mx-auto flex max-w-[1680px] flex-col gap-3">
            <div className="flex flex-wrap items-center gap-3">
              <ListSearch
                kind={listing.kind}
                value={state.words}
                onChange={(words) => setState({ ...state, words })}
                find={find}
                subjects={subjects}
              />
              <Found shown={shown.length} all={items?.length ?? null} state={state} find={find} onClear={setState} />
            </div>
            {narrow ? null : (
              <SelectionBar
                listing={listing}
                columns={columns.shown}
                items={marked}
                onClear={() => setSelected(nothingSelected)}
              />
            )}
            <DegradedBanner failures={failures} now={now} onRetry={onRetry} />
            <MissingRights failures={failures} />
            {error === null ? null : <Note tone="degraded">{error.message}</Note>}
            <Card>
              {items === undefined ? (
                error === null ? (
                  <SkeletonRows />
                ) : (
                  <Nothing>Nothing could be read.</Nothing>
                )
              ) : shown.length === 0 ? (
                <Nothing>{emptyWords(listing.noun, items.length)}</Nothing>
              ) : narrow ? (
                <Narrow listing={listing} items={shown} />
              ) : (
                <Wide
                  listing={listing}
                  items={shown}
                  columns={columns.shown}
                  state={state}
                  onChange={setState}
                  scroller={scroller}
                  selection={{ selected, onChange: setSelected }}
                />
              )}
            </Card>
            {props.children}
          </div>
        </div>
      </div>
    </>
  )
}

type ShownProps<Item extends Listed> = { listing: Listing<Item>; items: readonly Item[] }

function Narrow<Item extends Listed & { inbound: InboundTraffic }>({ listing, items }: ShownProps<Item>) {
  const { scope } = useScope()
  return <NarrowList listing={listing} items={items} scope={scope} />
}

function Wide<Item extends Listed>({
  state,
  onChange,
  ...props
}: ShownProps<Item> &
  Pick<Parameters<typeof ListTable<Item>>[0], 'columns' | 'scroller' | 'selection'> & {
    state: ListState
    onChange: (state: ListState) => void
  }) {
  const { scope } = useScope()
  return (
    <ListTable {...props} scope={scope} sorting={state.sorting} onSort={(sorting) => onChange({ ...state, sorting })} />
  )
}

type FoundProps = {
  shown: number
  all: number | null
  state: ListState
  find: ListFind
  onClear: (state: ListState) => void
}

function Found({ shown, all, state, find, onClear }: FoundProps) {
  if (all === null) return null
  const filters =
    Object.values(state.chosen).filter((values) => values.length > 0).length +
    Number(state.words !== '' && find.kind !== 'error')
  const order = state.sorting === null ? 'worst first' : 'ordered by you'
  return (
    <output className="flex items-center gap-2 text-dense text-ink-3">
      {filters === 0
        ? `${counted(all, 'row')}, ${find.kind === 'error' ? 'the expression is not complete' : order}`
        : `${shown} of ${all}, ${all - shown} hidden by ${counted(filters, 'filter')}`}
      {filters === 0 ? null : (
        <Button variant="ghost" size="sm" onPress={() => onClear({ ...state, words: '', chosen: {} })}>
          Clear
        </Button>
      )}
    </output>
  )
}

function Nothing({ children }: { children: string }) {
  return <p className="px-3.5 py-3 text-dense text-ink-2">{children}</p>
}

function emptyWords(noun: string, all: number): string {
  return all === 0
    ? `There is no ${noun} in these namespaces.`
    : `No ${noun} matches. Clear the filters to see all ${all}.`
}
