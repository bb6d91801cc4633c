import { Icon } from '../../ui/icon.tsx'
import type { Box } from '../geometry/shapes.ts'
import type { AppBox, Island } from '../model/graph-model.ts'

/** Name and facts at the island's corner, always 12 px on the screen. */
export function IslandTitle({
  island,
  rect,
  onFold,
}: {
  island: Island
  rect: Box
  onFold: ((name: string) => void) | null
}) {
  return (
    <div
      style={{ left: rect.x - rect.width / 2 + 14, top: rect.y - rect.height / 2 + 9, maxWidth: rect.width - 24 }}
      className="graph-title"
    >
      {onFold === null ? (
        <span className="text-dense font-[650] text-ink-1">{island.name}</span>
      ) : (
        <button
          type="button"
          tabIndex={-1}
          aria-label={`Fold ${island.name}`}
          className="graph-title-fold flex items-center gap-1 text-dense font-[650] text-ink-1"
          onClick={() => onFold(island.name)}
        >
          <Icon name="chevronDown" size={12} className="text-ink-3" />
          {island.name}
        </button>
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
