'use client'
import { Button as AriaButton, Dialog, DialogTrigger } from 'react-aria-components'
import { percent, text } from '../../../lib/client/format/number.ts'
import { withStop } from '../../../lib/client/format/sentence.ts'
import type { Health, HealthLimit } from '../../../lib/domain/health/model.ts'
import { defaultTolerances, limitOf } from '../../../lib/domain/health/tolerances.ts'
import { StatusChip } from '../../ui/chip.tsx'
import { Popover } from '../../ui/popover.tsx'
import { StatusMark } from '../../ui/status-mark.tsx'

/** The mark of a row: a press says why, and by which rules and limits. */
export function HealthPopover({ name, health }: { name: string; health: Health }) {
  return (
    <DialogTrigger>
      <AriaButton
        aria-label={`${name} is ${health.status}: why`}
        className="relative z-[1] -ml-1.5 grid size-6 flex-none place-items-center rounded-chip data-[hovered]:bg-surface-3"
      >
        <StatusMark status={health.status} />
      </AriaButton>
      <Popover className="max-w-[min(420px,calc(100vw-16px))]">
        <Dialog aria-label={`Health of ${name}`} className="p-3 outline-none">
          <p className="mb-2 flex items-center gap-2">
            <b className="font-semibold">{name}</b>
            <StatusChip status={health.status} />
          </p>
          <ul className="mb-2 flex flex-col gap-1 text-ink-2">
            {health.reasons.map((reason) => (
              <li key={reason}>{withStop(reason)}</li>
            ))}
          </ul>
          <Rules own={health.limits} />
        </Dialog>
      </Popover>
    </DialogTrigger>
  )
}

const protocolWords = { http: 'HTTP', grpc: 'gRPC' } as const

/** Which requests a rule is about, and what such an answer did. */
function words({ name, protocols, directions }: HealthLimit): string {
  const [way] = directions.length === 1 ? directions : []
  const of = protocols.map((protocol) => protocolWords[protocol]).join(' and ')
  return `${way === undefined ? of : `${way} ${of}`}, ${name}`
}

const defaults = defaultTolerances.map(limitOf)

/** The limits in force: the thing's own where it sets some, else the defaults. */
function Rules({ own }: { own: readonly HealthLimit[] | undefined }) {
  return (
    <table className="w-full border-t border-line-subtle text-small text-ink-3">
      <caption className="sr-only">Limits by rule</caption>
      <thead>
        <tr>
          <th scope="col" className="h-6 pr-3 text-left font-medium">
            Share of requests that
          </th>
          <th scope="col" className="pr-3 text-right font-medium">
            Degraded
          </th>
          <th scope="col" className="text-right font-medium">
            Failing
          </th>
        </tr>
      </thead>
      <tbody>
        {(own ?? defaults).map((limit) => (
          <tr key={words(limit)}>
            <td className="h-6 pr-3">{words(limit)}</td>
            <td className="pr-3 text-right whitespace-nowrap">{from(limit.degradedFrom)}</td>
            <td className="text-right whitespace-nowrap">{from(limit.failingFrom)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <td colSpan={3} className="pt-1">
            {own === undefined
              ? 'These are the defaults; an annotation may set others.'
              : 'These are its own, by its annotation health.kiali.io/rate.'}{' '}
            The worst decides; pods that are not ready and proxies behind the control plane count too.
          </td>
        </tr>
      </tfoot>
    </table>
  )
}

function from(share: number): string {
  return share === 0 ? 'from the first' : `from ${text(percent(share))}`
}
