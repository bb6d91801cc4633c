import { IconButton } from '../../ui/icon-button.tsx'
import { micros } from '../micros.ts'
import { waterfallColumns } from './columns.ts'
import { ticks, type TimeRange } from './time-scale.ts'

/** The head of the waterfall: what the columns are, fold all and unfold all, and the scale. */
export function TimeAxis({
  range,
  originUs,
  onFoldAll,
  onUnfoldAll,
}: {
  range: TimeRange
  originUs: number
  onFoldAll: () => void
  onUnfoldAll: () => void
}) {
  return (
    <div
      className={`${waterfallColumns} h-[26px] flex-none items-center border-b border-line bg-surface-1 text-small text-ink-3`}
    >
      <div className="flex items-center px-3">
        Service and operation
        <span className="ml-auto flex gap-0.5">
          <IconButton icon="plus" size="sm" label="Unfold all" onPress={onUnfoldAll} />
          <IconButton icon="minus" size="sm" label="Fold all" onPress={onFoldAll} />
        </span>
      </div>
      <div className="relative mx-3 h-full">
        {ticks(range, originUs).map((us, index, all) => (
          <span
            key={index}
            className={`absolute top-[5px] ${anchor(index, all.length)}`}
            style={offset(index, all.length)}
          >
            {us === 0 ? '0' : micros(us)}
          </span>
        ))}
      </div>
    </div>
  )
}

function anchor(index: number, count: number): string {
  if (index === 0) return ''
  return index === count - 1 ? '' : '-translate-x-1/2 max-sm:hidden'
}

function offset(index: number, count: number): { left?: string; right?: string } {
  return index === count - 1 ? { right: '0' } : { left: `${(index / (count - 1)) * 100}%` }
}

/** Thin lines at the inner ticks, behind the bars of every row. */
export function TickLines() {
  return [25, 50, 75].map((left) => (
    <span
      key={left}
      aria-hidden="true"
      className="absolute inset-y-0 w-px bg-line-subtle"
      style={{ left: `calc(12px + (100% - 24px) * ${left / 100})` }}
    />
  ))
}
