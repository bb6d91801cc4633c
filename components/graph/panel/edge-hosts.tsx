import { perSecond } from '../../../lib/client/format/number.ts'
import type { EdgeResponseBody } from '../../../lib/contract/edge.ts'
import { QuantityText } from '../../mesh/quantity.tsx'
import { PanelSection } from '../../ui/panel.tsx'

/** The hosts that the requests named, busiest first. */
export function EdgeHosts({ hosts }: { hosts: EdgeResponseBody['hosts'] }) {
  if (hosts.length === 0) return null
  return (
    <PanelSection title="Hosts">
      <ul className="flex flex-col gap-1">
        {hosts.map(({ host, rps }) => (
          <li key={host} className="flex items-center gap-2 text-dense">
            <span className="mono min-w-0 flex-1 truncate" title={host}>
              {host}
            </span>
            <QuantityText quantity={perSecond(rps)} />
          </li>
        ))}
      </ul>
    </PanelSection>
  )
}
