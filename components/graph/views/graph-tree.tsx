'use client'
import { Button, Collection, Tree, TreeItem, TreeItemContent } from 'react-aria-components'
import { useMemo, type ReactNode } from 'react'
import { bytesPerSecond, percent, perSecond } from '../../../lib/client/format/number.ts'
import { MtlsShare } from '../../mesh/mtls-share.tsx'
import { QuantityText } from '../../mesh/quantity.tsx'
import { Icon } from '../../ui/icon.tsx'
import { StatusMark, type Status } from '../../ui/status-mark.tsx'
import type { GraphSelection } from '../graph-url.ts'
import type { GraphModel, Link } from '../model/graph-model.ts'
import { treeOf } from './tree.ts'

type GraphTreeProps = { model: GraphModel; selected: GraphSelection; onSelect: (selection: GraphSelection) => void }

/** Namespace, workload, what it calls; the same numbers as the picture. */
export function GraphTree({ model, selected, onSelect }: GraphTreeProps) {
  const branches = useMemo(() => treeOf(model), [model])
  const names = useMemo(() => new Map(model.cards.map(({ id, node }) => [id, node.name])), [model])
  const open = useMemo(() => branches.map(({ name }) => `ns ${name}`), [branches])
  return (
    <div className="min-h-0 flex-1 overflow-auto bg-surface-1">
      <Tree
        aria-label="Namespaces, workloads and their calls"
        defaultExpandedKeys={open}
        selectionMode="none"
        onAction={(key) => onSelect(selectionOf(String(key)))}
        className="outline-none"
      >
        {branches.map(({ name, facts, status, nodes }) => (
          <TreeItem key={name} id={`ns ${name}`} textValue={name} className={rowClass(false)}>
            <Content status={status} name={name} facts={facts} strong />
            <Collection items={nodes}>
              {({ card, calls }) => (
                <TreeItem
                  id={`node ${card.id}`}
                  textValue={card.node.name}
                  className={rowClass(selected?.kind === 'node' && selected.id === card.id)}
                >
                  <Content status={card.status} name={card.node.name} facts={card.metric} />
                  <Collection items={calls}>
                    {(link) => (
                      <TreeItem
                        id={`edge ${link.id}`}
                        textValue={link.label}
                        className={rowClass(selected?.kind === 'edge' && selected.id === link.id)}
                      >
                        <Content
                          status={link.edge.health.status}
                          name={`→ ${names.get(link.target) ?? link.target}`}
                          facts=""
                        >
                          <EdgeNumbers link={link} />
                        </Content>
                      </TreeItem>
                    )}
                  </Collection>
                </TreeItem>
              )}
            </Collection>
          </TreeItem>
        ))}
      </Tree>
    </div>
  )
}

function rowClass(selected: boolean): string {
  return `border-b border-line-subtle text-dense outline-none data-[focus-visible]:outline-2 data-[focus-visible]:-outline-offset-2 data-[focus-visible]:outline-focus data-[hovered]:bg-surface-2 ${selected ? 'bg-accent-bg' : ''}`
}

function selectionOf(key: string): GraphSelection {
  const at = key.indexOf(' ')
  const kind = key.slice(0, at)
  return kind === 'node' || kind === 'edge' ? { kind, id: key.slice(at + 1) } : null
}

function Content({
  status,
  name,
  facts,
  strong = false,
  children,
}: {
  status: Status
  name: string
  facts: string
  strong?: boolean
  children?: ReactNode
}) {
  return (
    <TreeItemContent>
      {({ hasChildItems, isExpanded, level }) => (
        <div
          className="flex h-row cursor-pointer items-center gap-2 px-3"
          style={{ paddingLeft: 12 + (level - 1) * 18 }}
        >
          {hasChildItems ? (
            <Button slot="chevron" className="hit-24 text-ink-3">
              <Icon name="chevronRight" size={14} className={isExpanded ? 'rotate-90' : ''} />
            </Button>
          ) : (
            <span className="w-3.5" />
          )}
          <StatusMark status={status} label={status} />
          <span className={strong ? 'font-semibold' : ''}>{name}</span>
          <span className="text-ink-3">{facts}</span>
          {children === undefined ? null : <span className="ml-auto flex items-center gap-4">{children}</span>}
        </div>
      )}
    </TreeItemContent>
  )
}

function EdgeNumbers({ link }: { link: Link }) {
  const { edge } = link
  return (
    <>
      <span className="w-20 text-right">
        <QuantityText quantity={edge.rps === null ? bytesPerSecond(edge.bytesPerSecond) : perSecond(edge.rps)} />
      </span>
      <span className="w-16 text-right">
        {edge.protocol === 'tcp' ? null : <QuantityText quantity={percent(edge.errorRatio)} />}
      </span>
      <span className="w-24">
        <MtlsShare state={edge.mtls.state} ratio={edge.mtls.ratio} compact />
      </span>
    </>
  )
}
