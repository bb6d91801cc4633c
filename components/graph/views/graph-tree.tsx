'use client'
import {
  Button,
  Collection,
  ListLayout,
  Tree,
  TreeItem,
  TreeItemContent,
  Virtualizer,
  type Key,
} from 'react-aria-components'
import { useMemo, useState } from 'react'
import { Icon, type IconName } from '../../ui/icon.tsx'
import { StatusMark } from '../../ui/status-mark.tsx'
import type { GraphSelection } from '../graph-url.ts'
import type { Found } from '../model/find.ts'
import type { GraphModel } from '../model/graph-model.ts'
import { flatRows, openAtFirst, treeOf, type TreeRow } from './tree.ts'
import { treeColumns, TreeHead, TreeNumberCells } from './tree-numbers.tsx'

type GraphTreeProps = {
  model: GraphModel
  selected: GraphSelection
  found: Found | null
  onSelect: (selection: GraphSelection) => void
}

/** From how many rows only those in sight exist. */
const virtualFrom = 100
const rowPx = 28

/** Namespace, app, workload, what it calls; the same numbers as the picture. */
export function GraphTree({ model, selected, found, onSelect }: GraphTreeProps) {
  const rows = useMemo(() => treeOf(model), [model])
  const byKey = useMemo(() => new Map(flatRows(rows).map((row) => [row.key, row])), [rows])
  const [open, setOpen] = useState<Set<Key>>(() => new Set(openAtFirst(rows)))
  const tree = (
    <Tree
      aria-label="Namespaces, workloads and their calls"
      items={rows}
      dependencies={[selected, found]}
      expandedKeys={open}
      onExpandedChange={(keys) => setOpen(keys)}
      selectionMode="none"
      onAction={(key) => onSelect(byKey.get(String(key))?.selects ?? null)}
      className="block outline-none"
    >
      {(row) => <Item row={row} selected={selected} found={found} />}
    </Tree>
  )
  return (
    <div
      role="presentation"
      onKeyDown={(event) => {
        if (event.key === '*') setOpen(new Set(byKey.keys()))
      }}
      className="flex min-h-0 flex-1 flex-col overflow-auto bg-surface-1"
    >
      <TreeHead />
      {byKey.size > virtualFrom ? (
        <Virtualizer layout={ListLayout} layoutOptions={{ rowSize: rowPx }}>
          {tree}
        </Virtualizer>
      ) : (
        tree
      )}
    </div>
  )
}

type ItemProps = { row: TreeRow; selected: GraphSelection; found: Found | null }

function Item({ row, selected, found }: ItemProps) {
  const chosen = isChosen(row, selected)
  return (
    <TreeItem
      id={row.key}
      textValue={row.name}
      className={`border-b border-line-subtle text-dense outline-none data-[focus-visible]:outline-2 data-[focus-visible]:-outline-offset-2 data-[focus-visible]:outline-focus data-[hovered]:bg-surface-2 ${chosen ? 'bg-accent-bg!' : row.kind === 'namespace' ? 'bg-surface-2' : ''} ${isDim(row, found) ? 'opacity-40' : ''}`}
    >
      <Content row={row} />
      <Collection items={row.children}>{(child) => <Item row={child} selected={selected} found={found} />}</Collection>
    </TreeItem>
  )
}

const icons: Record<TreeRow['kind'], IconName> = {
  namespace: 'namespace',
  app: 'layers',
  node: 'workload',
  edge: 'graph',
}

function Content({ row }: { row: TreeRow }) {
  return (
    <TreeItemContent>
      {({ hasChildItems, isExpanded, level }) => (
        <div className={`${treeColumns} h-row cursor-pointer items-center`}>
          <span className="flex min-w-0 items-center gap-2" style={{ paddingLeft: 12 + (level - 1) * 20 }}>
            {hasChildItems ? (
              <Button slot="chevron" className="hit-24 text-ink-3">
                <Icon name="chevronRight" size={14} className={isExpanded ? 'rotate-90' : ''} />
              </Button>
            ) : (
              <span className="w-3.5 flex-none" />
            )}
            <StatusMark status={row.status} label={row.status} />
            <Icon name={icons[row.kind]} size={14} className="text-ink-3" />
            <span className={`truncate ${row.kind === 'edge' ? '' : 'font-semibold'}`}>{row.name}</span>
            <span className="truncate text-ink-3 max-sm:hidden">{row.facts}</span>
          </span>
          <TreeNumberCells numbers={row.numbers} status={row.status} />
        </div>
      )}
    </TreeItemContent>
  )
}

function isChosen({ selects }: TreeRow, selected: GraphSelection): boolean {
  if (selects === null || selected === null || selects.kind !== selected.kind) return false
  if (selects.kind === 'several' || selected.kind === 'several')
    return selects.kind === 'several' && selected.kind === 'several' && String(selects.ids) === String(selected.ids)
  return 'id' in selects && 'id' in selected && selects.id === selected.id
}

function isDim({ finds }: TreeRow, found: Found | null): boolean {
  if (finds === null || found === null) return false
  return !(finds.kind === 'node' ? found.nodes : found.edges).has(finds.id)
}
