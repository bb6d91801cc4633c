import { Meter } from '../../ui/meter.tsx'
import { percent } from '../../../lib/client/format/number.ts'
import type { EdgeResponse } from '../../../lib/domain/graph/model.ts'
import { QuantityText } from '../../mesh/quantity.tsx'
import { responseRows } from './edge-facts.ts'

/** Codes and flags in words, with their share. */
export function ResponseTable({ responses }: { responses: readonly EdgeResponse[] }) {
  const rows = responseRows(responses)
  if (rows.length === 0) return <p className="text-dense text-ink-3">No answers were reported.</p>
  return (
    <ul>
      {rows.map(({ key, code, meaning, cause, share, failed }) => (
        <li key={key} className="flex h-6 items-center gap-2 text-dense" title={cause ?? undefined}>
          <span className={`mono w-[74px] flex-none ${failed ? 'text-failing-text' : 'text-ink-2'}`}>{code}</span>
          <span className="min-w-0 flex-1 truncate text-ink-2">{meaning}</span>
          <span className="w-[52px] flex-none">
            <Meter ratio={share ?? 0} status={failed ? 'failing' : 'healthy'} />
          </span>
          <span className="w-[54px] flex-none text-right">
            <QuantityText quantity={percent(share)} />
          </span>
        </li>
      ))}
    </ul>
  )
}
