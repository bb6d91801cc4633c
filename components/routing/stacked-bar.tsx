import { percentOf } from '../../lib/domain/routing/weights.ts'
import { percentText } from './share-text.ts'
import { sliceColour } from './slice-colour.ts'

/** A read-only bar of shares with their names; narrow parts only have their colour. */
export function StackedBar({
  label,
  names,
  weights,
}: {
  label: string
  names: readonly string[]
  weights: readonly number[]
}) {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const words = names.map((name, place) => `${name} ${percentText(weights[place] ?? 0, total)} percent`).join(', ')
  return (
    <div className="flex items-center gap-2.5">
      {label === '' ? null : <span className="w-[52px] flex-none text-small text-ink-3">{label}</span>}
      <span className="sr-only">{words}</span>
      <div aria-hidden="true" className="flex h-3.5 flex-1 gap-px overflow-hidden rounded-chip">
        {names.map((name, place) => {
          const share = percentOf(weights[place] ?? 0, total)
          if (share === 0) return null
          return (
            <span
              key={`${name}-${place}`}
              className="overflow-hidden pl-1.5 text-label leading-3.5 font-semibold whitespace-nowrap text-ink-inverse"
              style={{ width: `${share}%`, background: sliceColour(place) }}
            >
              {share >= 8 ? `${name} ${percentText(weights[place] ?? 0, total)}${share >= 14 ? ' %' : ''}` : ''}
            </span>
          )
        })}
      </div>
    </div>
  )
}
