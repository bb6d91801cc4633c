import { Icon } from '../../ui/icon.tsx'
import type { Box } from '../geometry/shapes.ts'
import type { AppBox, Island } from '../model/graph-model.ts'

type IslandTitleProps = {
  island: Island
  rect: Box
  /** Without it islands neither fold nor open their panel. */
  onFold: ((name: string) => void) | null
  selected: boolean
  onSelect: (name: string) => void
}

/** Name and facts at the island's corner, never below 12 px on the screen: the chevron folds, the name opens its panel. */
export function IslandTitle({ island, rect, onFold, selected, onSelect }: IslandTitleProps) {
  return (
    <div
      style={{ left: rect.x - rect.width / 2 + 14, top: rect.y - rect.height / 2 + 9, maxWidth: rect.width - 24 }}
      className="graph-title"
    >
      {onFold === null ? (
        <span className="text-dense font-[650] text-ink-1">{island.name}</span>
      ) : (
        <span className="flex items-center">
          <button
            type="button"
            tabIndex={-1}
            aria-label={`Fold ${island.name}`}
            title="Fold"
            className="graph-title-button -my-1.5 -ml-1.5 px-1.5 py-1.5 text-ink-3"
            onClick={() => onFold(island.name)}
          >
            <Icon name="chevronDown" size={12} />
          </button>
          <button
            type="button"
            tabIndex={-1}
            aria-label={`Namespace ${island.name}`}
            aria-pressed={selected}
            className="graph-title-button -my-1.5 py-1.5 text-dense font-[650] text-ink-1"
            onClick={() => onSelect(island.name)}
          >
            {island.name}
          </button>
        </span>
      )}
      <span className="graph-title-facts truncate text-small text-ink-3">{factsThatFit(island, rect.width - 24)}</span>
    </div>
  )
}

/** Whole facts or none: half a number says something else. */
export function factsThatFit({ name, facts }: Island, width: number): string {
  // The chevron, the name in 12 px semibold, the gap.
  const room = width - 20 - name.length * 7 - 8
  const fits = (count: number) => facts.slice(0, count).join(' · ').length * 5.6 <= room
  return facts.slice(0, [3, 2, 1].find(fits) ?? 0).join(' · ')
}

/** Name and split of an app with several versions. */
export function BoxTitle({ box, rect }: { box: AppBox; rect: Box }) {
  return (
    <div
      style={{ left: rect.x - rect.width / 2 + 9, top: rect.y - rect.height / 2 + 5, maxWidth: rect.width - 14 }}
      className="graph-title graph-box-title"
    >
      <span className="text-small font-semibold text-ink-2">{box.title}</span>
      <span className="truncate text-label text-ink-3">{box.split}</span>
    </div>
  )
}
