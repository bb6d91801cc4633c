import Link from 'next/link'
import type { ProxySummary, ProxyType } from '../../lib/contract/proxies.ts'
import { routes } from '../../lib/client/routes.ts'
import { age, clockTime } from '../../lib/client/format/time.ts'
import { useNow } from '../shell/use-now.ts'
import { useScope } from '../shell/use-scope.ts'
import { Icon } from '../ui/icon.tsx'
import { StatusMark, type Status } from '../ui/status-mark.tsx'
import { Cell, Row } from '../ui/table.tsx'
import { versionOf } from './proxy-rows.ts'

const states: Record<ProxySummary['state'], { status: Status; word: string; tone: string }> = {
  nack: { status: 'failing', word: 'refuses', tone: 'font-semibold text-failing-text' },
  stale: { status: 'degraded', word: 'behind', tone: 'font-semibold text-degraded-text' },
  'not-sent': { status: 'idle', word: 'nothing sent', tone: 'text-ink-3' },
  synced: { status: 'healthy', word: 'in step', tone: 'text-ink-2' },
}

/** What a virtual list needs to measure a row; empty when all rows are drawn. */
export type Measure = { ref?: React.Ref<HTMLTableRowElement>; 'data-index'?: number }

const shownTypes = ['lds', 'rds', 'cds', 'eds', 'sds'] as const

export function ProxyRow({
  proxy,
  measure,
  isOpen,
  onToggle,
}: {
  proxy: ProxySummary
  measure: Measure
  isOpen: boolean
  onToggle: (proxy: ProxySummary) => void
}) {
  const now = useNow()
  const { scope } = useScope()
  const { pod, namespace, workload, role, state, types, lastAckAt } = proxy
  const { status, word, tone } = states[state]
  const typeOf = new Map(types.map((one) => [one.type, one]))
  return (
    <Row {...measure} selected={state === 'nack'}>
      <Cell>
        <span className="flex items-center gap-2">
          <StatusMark status={status} label={word} />
          {workload === null ? (
            <span className="mono">{pod}</span>
          ) : (
            <Link href={routes.workload(scope, namespace, workload)} prefetch={false} className="mono text-ink-1">
              {pod}
            </Link>
          )}
          {role === 'sidecar' ? null : <span className="text-small text-ink-3">{role}</span>}
        </span>
      </Cell>
      <Cell className="text-ink-2">{namespace}</Cell>
      <Cell className={tone}>
        {state === 'nack' ? (
          <button
            type="button"
            aria-expanded={isOpen}
            aria-label={isOpen ? 'refuses, hide why' : 'refuses, show why'}
            className="hit-24 inline-flex cursor-pointer items-center gap-1"
            onClick={() => onToggle(proxy)}
          >
            refuses
            <Icon name={isOpen ? 'chevronUp' : 'chevronDown'} size={12} />
          </button>
        ) : (
          word
        )}
      </Cell>
      {shownTypes.map((type) => (
        <Cell key={type} className="px-1.5! text-center!">
          <TypeMark of={typeOf.get(type)} now={now} />
        </Cell>
      ))}
      <Cell className="text-ink-2">{versionOf(proxy) || <span className="text-ink-3">not reported</span>}</Cell>
      <Cell align="end" className="text-ink-2">
        {lastAckAt === null || now === null ? (
          <span className="text-ink-3">not reported</span>
        ) : (
          <time
            dateTime={lastAckAt}
            title={clockTime(Date.parse(lastAckAt))}
          >{`${age(now - Date.parse(lastAckAt))} ago`}</time>
        )}
      </Cell>
    </Row>
  )
}

function TypeMark({ of, now }: { of: ProxyType | undefined; now: number | null }) {
  const since = of === undefined || now === null || of.sentAt === null ? '' : ` ${age(now - Date.parse(of.sentAt))}`
  switch (of?.state) {
    case 'synced':
      return (
        <span
          className="inline-block align-middle text-ink-2"
          title={of.resources === null ? 'acknowledged' : `${of.resources} acknowledged`}
        >
          <Icon name="check" size={12} />
          <span className="sr-only">acknowledged</span>
        </span>
      )
    case 'nack':
      return <span className="text-small font-semibold text-failing-text">NACK</span>
    case 'stale':
      return <span className="text-small font-semibold text-degraded-text">{`stale${since}`}</span>
    case 'not-sent':
      return (
        <span className="text-small text-ink-3" title="Never sent: the proxy has no use for it, or has not asked">
          none
        </span>
      )
    case 'not-reported':
    case undefined:
      return (
        <span className="text-small text-ink-3" title="This control plane does not tell">
          ?
        </span>
      )
  }
}
