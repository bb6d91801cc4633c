'use client'
import { useDeferredValue, useMemo, useRef, type ReactNode } from 'react'
import type { SourceFailure } from '../../../lib/contract/source-failure.ts'
import type { InboundTraffic } from '../../../lib/contract/workloads.ts'
import { counted } from '../../../lib/client/format/number.ts'
import { DegradedBanner } from '../../graph/graph-notices.tsx'
import { PageBar } from '../../shell/page-bar.tsx'
import { useShortcut } from '../../shell/shortcuts/shortcut-provider.tsx'
import { useNarrow } from '../../shell/use-narrow.ts'
import { useNow } from '../../shell/use-now.ts'
import { useScope } from '../../shell/use-scope.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Note } from '../../ui/note.tsx'
import { Card } from '../../ui/panel.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { arranged, toCsv } from './arrange.ts'
import { ColumnsMenu } from './columns-menu.tsx'
import { Facets } from './facets.tsx'
import { KindTabs } from './kind-tabs.tsx'
import { ListTable } from './list-table.tsx'
import type { ListState } from './list-state.ts'
import type { Listed, Listing } from './listing.ts'
import { NarrowList } from './narrow-list.tsx'
import { saveCsv } from './save-csv.ts'
import { useColumns } from './use-columns.ts'
import { useListState } from './use-list-state.ts'

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

/** Everything of one kind: tabs, search, facets, columns, export, and the table. */
export function ListPage<Item extends Listed & { inbound: InboundTraffic }>(props: ListPageProps<Item>) {
  const { listing, items, failures, error, onRetry } = props
  const [state, setState] = useListState()
  const columns = useColumns(listing.kind, listing.columns)
  const narrow = useNarrow()
  const now = useNow()
  const search = useRef<HTMLDivElement>(null)
  const scroller = useRef<HTMLDivElement>(null)
  const wanted = useDeferredValue(state)
  const shown = useMemo(() => arranged(items ?? [], listing, wanted), [items, listing, wanted])
  useShortcut({ keys: '/', label: 'Find in the list', group: 'This page', run: () => focusIn(search.current) })
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
              <Button
                isDisabled={shown.length === 0}
                onPress={() => saveCsv(`${listing.kind}.csv`, toCsv(shown, columns.shown))}
              >
                <Icon name="download" size={14} />
                CSV
              </Button>
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
            <div ref={search} className="flex flex-wrap items-center gap-3">
              <Search listing={listing} state={state} onChange={setState} />
              <Found shown={shown.length} all={items?.length ?? null} state={state} onClear={setState} />
            </div>
            <DegradedBanner failures={failures} now={now} onRetry={onRetry} />
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
  Pick<Parameters<typeof ListTable<Item>>[0], 'columns' | 'scroller'> & {
    state: ListState
    onChange: (state: ListState) => void
  }) {
  const { scope } = useScope()
  return (
    <ListTable {...props} scope={scope} sorting={state.sorting} onSort={(sorting) => onChange({ ...state, sorting })} />
  )
}

type StateProps = { state: ListState; onChange: (state: ListState) => void }

function Search<Item extends Listed>({ listing, state, onChange }: StateProps & { listing: Listing<Item> }) {
  return (
    <TextField
      label={`Find ${listing.kind}`}
      hiddenLabel
      icon="filter"
      placeholder="Name, namespace or label=value"
      value={state.words}
      onChange={(words) => onChange({ ...state, words })}
      className="w-[420px] max-w-full"
    />
  )
}

type FoundProps = { shown: number; all: number | null; state: ListState; onClear: (state: ListState) => void }

function Found({ shown, all, state, onClear }: FoundProps) {
  if (all === null) return null
  const filters = Object.values(state.chosen).filter((values) => values.length > 0).length + Number(state.words !== '')
  const order = state.sorting === null ? 'worst first' : 'ordered by you'
  return (
    <output className="flex items-center gap-2 text-dense text-ink-3">
      {filters === 0
        ? `${counted(all, 'row')}, ${order}`
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

function focusIn(element: HTMLElement | null): void {
  element?.querySelector('input')?.focus()
}
