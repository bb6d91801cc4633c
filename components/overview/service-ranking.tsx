'use client'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useState } from 'react'
import { duration, percent, perSecond, text } from '../../lib/client/format/number.ts'
import { servicesQuery } from '../../lib/client/queries/objects.ts'
import { routes } from '../../lib/client/routes.ts'
import { useRefresh } from '../shell/refresh.tsx'
import { useScope } from '../shell/use-scope.ts'
import { Card } from '../ui/panel.tsx'
import { Segmented } from '../ui/segmented.tsx'
import { SkeletonRows } from '../ui/skeleton.tsx'
import { StatusMark } from '../ui/status-mark.tsx'
import { rankedServices, type Ranking } from './rank-services.ts'

const rankings = [
  { id: 'failing', label: 'Most failing' },
  { id: 'slow', label: 'Slowest' },
] as const

/** Services that fail or take longest. */
export function ServiceRanking() {
  const { scope } = useScope()
  const { refetchInterval } = useRefresh()
  const [ranking, setRanking] = useState<Ranking>('slow')
  const { data, error } = useQuery({ ...servicesQuery(scope), refetchInterval })
  const shown = data === undefined ? null : rankedServices(data.items, ranking, 5)
  return (
    <Card
      title="Services"
      actions={
        <Segmented label="Rank services by" size="sm" segments={rankings} selected={ranking} onSelect={setRanking} />
      }
    >
      {shown === null ? (
        error === null ? (
          <SkeletonRows rows={4} />
        ) : (
          <Sentence>{error.message}</Sentence>
        )
      ) : shown.length === 0 ? (
        <Sentence>
          {ranking === 'failing' ? 'No service failed a request in this window.' : 'No duration was reported.'}
        </Sentence>
      ) : (
        <ul>
          {shown.map(({ namespace, name, health, inbound }) => (
            <li
              key={`${namespace}/${name}`}
              className="relative flex min-h-row items-center gap-2.5 border-b border-line-subtle px-3.5 py-1 text-dense last:border-b-0 hover:bg-surface-2"
            >
              <StatusMark status={health.status} label={health.status} />
              <Link
                href={routes.service(scope, namespace, name)}
                prefetch={false}
                className="min-w-0 flex-1 truncate text-ink-1 before:absolute before:inset-0"
              >
                {name} <span className="text-ink-3">{namespace}</span>
              </Link>
              <span className="text-ink-3">{text(perSecond(inbound.rps))}</span>
              <b className="w-16 text-right font-semibold">
                {text(ranking === 'failing' ? percent(inbound.errorRatio) : duration(inbound.p95Ms))}
              </b>
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}

function Sentence({ children }: { children: string }) {
  return <p className="px-3.5 py-3 text-dense text-ink-2">{children}</p>
}
