import { bytesPerSecond, percent, perSecond } from '../../../lib/client/format/number.ts'
import { QuantityText } from '../../mesh/quantity.tsx'
import type { Totals } from '../model/statistics.ts'

/** Requests, errors and bytes, one line for each way; null where no edge goes this way. */
export function TotalsGrid({ rows }: { rows: readonly { name: string; totals: Totals | null }[] }) {
  return (
    <table className="w-full text-dense">
      <thead className="sr-only">
        <tr>
          <th scope="col">Way</th>
          <th scope="col">Requests</th>
          <th scope="col">Errors</th>
          <th scope="col">Bytes</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, totals }) => (
          <tr key={name} className="h-6">
            <th scope="row" className="text-left font-normal text-ink-3">
              {name}
            </th>
            {totals === null ? (
              <td colSpan={3} className="text-right text-ink-3">
                no calls
              </td>
            ) : (
              <>
                <td className="text-right">
                  <QuantityText quantity={perSecond(totals.rps)} />
                </td>
                <td className="w-20 text-right">
                  <QuantityText quantity={percent(totals.errorRatio)} />
                </td>
                <td className="w-24 text-right">
                  <QuantityText quantity={bytesPerSecond(totals.bytesPerSecond)} />
                </td>
              </>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
