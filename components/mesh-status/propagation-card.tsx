'use client'
import dynamic from 'next/dynamic'
import { age } from '../../lib/client/format/time.ts'
import { Card } from '../ui/panel.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import type { MeshData } from './mesh-data.ts'
import { uncountedPushes } from './uncounted-pushes.ts'

/** recharts comes with the first chart that is looked at. */
const PropagationChart = dynamic(() => import('./propagation-chart.tsx').then((module) => module.PropagationChart), {
  ssr: false,
  loading: () => <Skeleton className="h-[150px] w-full" />,
})

/** How long changes took from the cluster to the acknowledgement of each proxy. */
export function PropagationCard({ propagation, proxies }: Pick<MeshData, 'propagation' | 'proxies'>) {
  const hint =
    propagation === undefined
      ? ''
      : `change to ACK, ${Math.round(propagation.count)} proxy updates, ${age(propagation.windowSeconds * 1_000).replace(/^60 min$/, '1 h')}`
  return (
    <Card title="Propagation" hint={hint}>
      <div className="px-3 py-2">
        {propagation === undefined ? (
          <Skeleton className="h-[150px] w-full" />
        ) : propagation.count === 0 ? (
          <p className="px-0.5 py-1 text-dense text-ink-2">
            {propagation.degraded[0]?.message ?? uncountedPushes(propagation, proxies)}
          </p>
        ) : (
          <>
            <PropagationChart bars={propagation.bars} p50={propagation.p50} p99={propagation.p99} />
            <details className="mt-1 text-small text-ink-3">
              <summary className="cursor-pointer">Query</summary>
              {propagation.evidence.map(({ query, samples }) => (
                <code
                  key={query}
                  className="mt-1 block max-h-40 overflow-auto rounded-ctl border border-line-subtle bg-canvas px-2 py-1.5 font-mono break-all whitespace-pre-wrap"
                >
                  {query} → {samples} series
                </code>
              ))}
            </details>
          </>
        )}
      </div>
    </Card>
  )
}
