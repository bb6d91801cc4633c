'use client'
import { bytesPerSecond, percent, perSecond } from '../../../lib/client/format/number.ts'
import { QuantityText } from '../../mesh/quantity.tsx'
import { PanelSection } from '../../ui/panel.tsx'
import { StatusMark } from '../../ui/status-mark.tsx'
import type { GraphSelection } from '../graph-url.ts'
import type { GraphModel, Link } from '../model/graph-model.ts'
import { badClass } from '../views/edge-row.tsx'
import { fullTitle } from '../views/full-title.ts'

/** Which end of an edge stands for it: its caller, its callee, or both. */
export type NamedEnd = 'source' | 'target' | 'both'

type EdgeListProps = {
  title: string
  links: readonly Link[]
  end: NamedEnd
  model: GraphModel
  onSelect: (selection: GraphSelection) => void
  /** More than these are only counted. */
  most?: number
}

/** Edges with their numbers; a click opens one. */
export function EdgeList({ title, links, end, model, onSelect, most = 12 }: EdgeListProps) {
  if (links.length === 0) return null
  const names = new Map(model.cards.map((card) => [card.id, fullTitle(card)]))
  const nameOf = (link: Link) =>
    end === 'both' ? `${names.get(link.source)} → ${names.get(link.target)}` : names.get(link[end])
  return (
    <PanelSection title={title} actions={<span className="text-ink-3">{links.length}</span>}>
      <ul className="-mx-2">
        {links.slice(0, most).map((link) => (
          <li key={link.id}>
            <button
              type="button"
              className="flex h-7 w-full items-center gap-2 rounded-chip px-2 text-dense hover:bg-surface-2"
              onClick={() => onSelect({ kind: 'edge', id: link.id })}
            >
              <StatusMark status={link.edge.health.status} label={link.edge.health.status} />
              <span className="min-w-0 flex-1 truncate text-left">{nameOf(link)}</span>
              <QuantityText
                quantity={link.edge.rps === null ? bytesPerSecond(link.edge.bytesPerSecond) : perSecond(link.edge.rps)}
              />
              <span className="w-16 text-right">
                {link.edge.protocol === 'tcp' ? null : (
                  <QuantityText quantity={percent(link.edge.errorRatio)} className={badClass(link.edge)} />
                )}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {links.length > most ? (
        <p className="mt-1 text-small text-ink-3">{`${links.length - most} more in the table.`}</p>
      ) : null}
    </PanelSection>
  )
}
