'use client'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import type { SourceState } from '../../lib/contract/readiness.ts'
import { age } from '../../lib/client/format/time.ts'
import { readinessQuery } from '../../lib/client/queries/system.ts'
import { routes } from '../../lib/client/routes.ts'
import { useRefresh } from './refresh.tsx'

const names: Record<string, string> = {
  prometheus: 'Prometheus',
  kubernetes: 'Kubernetes',
  'control-plane': 'Control plane',
  traces: 'Traces',
  logs: 'Logs',
  ledger: 'Ledger',
}

/** Each source with its state: a disc when it answers, a diamond when it does not. */
export function SourcesLine() {
  const { refetchInterval } = useRefresh()
  const { data } = useQuery({ ...readinessQuery(), refetchInterval })
  if (data === undefined) return null
  return (
    <Link
      href={routes.mesh()}
      prefetch={false}
      className="flex items-center gap-4 text-ink-3 no-underline! hover:text-ink-1 max-lg:hidden"
    >
      {data.sources
        .filter(({ state }) => state !== 'unused')
        .map((source) => (
          <SourceWord key={source.source} source={source} />
        ))}
    </Link>
  )
}

function SourceWord({ source }: { source: SourceState }) {
  const name = names[source.source] ?? source.source
  if (source.state !== 'failing') {
    return (
      <span className="flex items-center gap-1.5">
        <span className="size-[7px] rounded-full bg-healthy" />
        {name}
      </span>
    )
  }
  const last = source.ageSeconds === null ? 'no answer yet' : `silent for ${age(source.ageSeconds * 1_000)}`
  return (
    <span className="flex items-center gap-1.5 text-degraded-text" title={source.message ?? undefined}>
      <span className="size-[7px] rotate-45 bg-degraded" />
      {name}, {last}
    </span>
  )
}
