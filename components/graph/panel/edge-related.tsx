'use client'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { duration, text } from '../../../lib/client/format/number.ts'
import { clockTime, preciseTime } from '../../../lib/client/format/time.ts'
import { logsQuery } from '../../../lib/client/queries/logs.ts'
import { tracesQuery } from '../../../lib/client/queries/traces.ts'
import { routes } from '../../../lib/client/routes.ts'
import type { Scope } from '../../../lib/client/scope.ts'
import type { EdgeResponseBody } from '../../../lib/contract/edge.ts'
import type { LogLine } from '../../../lib/contract/logs.ts'
import type { TraceSummary } from '../../../lib/domain/tracing/model.ts'
import { StatusMark } from '../../ui/status-mark.tsx'
import { PanelSection } from '../../ui/panel.tsx'
import { pageWindow } from '../../../lib/client/time-window.ts'
import { usePace } from './use-pace.ts'

type Related = EdgeResponseBody['related']

/** The last traces that used this edge. */
export function EdgeTraces({ related, scope, shown }: { related: Related; scope: Scope; shown: number }) {
  const { data, error } = useQuery({
    ...tracesQuery({ ...related.traces, ...whenOf(scope), limit: shown }),
    ...usePace(scope),
  })
  const longest = Math.max(1, ...(data?.items.map(({ durationUs }) => durationUs) ?? []))
  return (
    <PanelSection title="Traces of this edge" actions={<Link href={routes.traces(scope, related.traces)}>All</Link>}>
      {data === undefined ? <Waiting error={error} /> : null}
      {data?.items.length === 0 ? <p className="text-dense text-ink-3">None in this window.</p> : null}
      <ul>
        {data?.items.slice(0, shown).map((trace) => (
          <TraceLine key={trace.traceId} trace={trace} longest={longest} />
        ))}
      </ul>
    </PanelSection>
  )
}

function TraceLine({ trace, longest }: { trace: TraceSummary; longest: number }) {
  const { traceId, startUs, durationUs, errorCount, rootOperation } = trace
  const failed = errorCount > 0
  return (
    <li className="relative flex h-6 items-center gap-2 text-dense">
      <span className="w-14 flex-none text-ink-3">{clockTime(startUs / 1_000)}</span>
      <StatusMark status={failed ? 'failing' : 'healthy'} label={failed ? 'failed' : 'answered'} />
      <Link
        href={routes.trace(traceId)}
        prefetch={false}
        title={rootOperation}
        className="mono min-w-0 flex-1 truncate text-ink-1 before:absolute before:inset-0"
      >
        {rootOperation}
      </Link>
      <span className="w-16 flex-none" aria-hidden="true">
        <span
          className={`block h-1.5 rounded-[3px] ${failed ? 'bg-failing' : 'bg-healthy'}`}
          style={{ width: `${Math.max(4, (durationUs / longest) * 100)}%` }}
        />
      </span>
      <span className="w-14 flex-none text-right">{text(duration(durationUs / 1_000))}</span>
    </li>
  )
}

/** The last lines that both ends wrote. */
export function EdgeLogs({ related, scope, shown }: { related: Related; scope: Scope; shown: number }) {
  const { namespace, ...rest } = related.logs
  if (namespace === undefined) return null
  return (
    <LogSection
      search={{ ...rest, ...whenOf(scope), namespace, limit: shown }}
      scope={scope}
      href={routes.logs(scope, related.logs)}
    />
  )
}

/** Traces and lines are rarer than requests: where the page names no window they are looked for further back. */
function whenOf({ window, at }: Scope): { window: string; at: string | undefined } {
  return { window: window ?? pageWindow('/traces'), at }
}

function LogSection({ search, scope, href }: { search: Parameters<typeof logsQuery>[0]; scope: Scope; href: string }) {
  const { data, error } = useQuery({ ...logsQuery(search), ...usePace(scope) })
  return (
    <PanelSection title="Logs of both ends" actions={<Link href={href}>Open in Logs</Link>}>
      {data === undefined ? <Waiting error={error} /> : null}
      {data?.lines.length === 0 ? <p className="text-dense text-ink-3">No line in this window.</p> : null}
      <ul className="font-mono text-small leading-[18px] text-ink-2">
        {data?.lines.slice(-(search.limit ?? 3)).map((line, index) => (
          <LogText key={`${index} ${line.time} ${line.pod}`} line={line} />
        ))}
      </ul>
    </PanelSection>
  )
}

function LogText({ line }: { line: LogLine }) {
  const at = Date.parse(line.time)
  return (
    <li className="truncate" title={line.message}>
      <span className="text-ink-3">{Number.isNaN(at) ? line.time : preciseTime(at)}</span>{' '}
      <span className={line.level === 'error' ? 'text-failing-text' : ''}>{line.message}</span>
    </li>
  )
}

/** In place of traces or lines while it is not known which ones they are. */
export function WaitingSection({ title, error }: { title: string; error: Error | null }) {
  return (
    <PanelSection title={title}>
      <Waiting error={error} />
    </PanelSection>
  )
}

function Waiting({ error }: { error: Error | null }) {
  return <p className="text-dense text-ink-3">{error === null ? 'Asking…' : error.message}</p>
}
