import type { ReactNode } from 'react'
import Link from 'next/link'
import { counted, duration, percent, perSecond, type Quantity } from '../../lib/client/format/number.ts'
import { routes } from '../../lib/client/routes.ts'
import type { Scope } from '../../lib/client/scope.ts'
import type { ConfigListResponse } from '../../lib/contract/config.ts'
import { Skeleton } from '../ui/skeleton.tsx'
import type { MeshTotals } from './mesh-totals.ts'

/** Each number with its context, not only a number. */
export function KpiRow({
  totals,
  config,
  scope,
}: {
  totals: MeshTotals | null
  config: ConfigListResponse | null
  scope: Scope
}) {
  if (totals === null) return <KpiSkeleton />
  const success = totals.errorRatio === null ? null : 1 - totals.errorRatio
  const slowest = totals.slowest
  return (
    <section aria-label="The mesh in numbers" className="grid grid-cols-[repeat(auto-fit,minmax(190px,1fr))] gap-3">
      <Kpi name="Requests" quantity={perSecond(totals.rps)} context={`over ${counted(totals.edges, 'edge')}`} />
      <Kpi
        name="Success rate"
        quantity={percent(success)}
        context={
          totals.rps === null || totals.errorRatio === null
            ? 'no requests'
            : `${perSecond(totals.rps * totals.errorRatio).value} /s fail`
        }
        bad={totals.errorRatio !== null && totals.errorRatio > 0.01}
      />
      <Kpi
        name="Slowest p95"
        quantity={duration(slowest?.p95Ms ?? null)}
        context={slowest === null ? 'nothing measured' : `${slowest.source} → ${slowest.target}`}
      />
      <Kpi
        name="Mutual TLS"
        quantity={percent(totals.mtlsRatio)}
        context={
          totals.notMutual === 0 ? 'of requests that report it' : `${counted(totals.notMutual, 'edge')} not fully mTLS`
        }
        bad={totals.notMutual > 0}
      />
      {config === null ? null : <ConfigKpi config={config} scope={scope} />}
    </section>
  )
}

function ConfigKpi({ config, scope }: { config: ConfigListResponse; scope: Scope }) {
  const findings = config.items.flatMap((item) => item.findings)
  const count = (severity: string) => findings.filter((finding) => finding.severity === severity).length
  const errors = count('error')
  return (
    <Kpi
      name="Config findings"
      quantity={{ value: String(errors), unit: errors === 1 ? 'error' : 'errors' }}
      bad={errors > 0}
      context={
        <>
          {counted(count('warning'), 'warning')} in {counted(config.items.length, 'object')}{' '}
          <Link href={routes.config(scope)} className="underline">
            Review
          </Link>
        </>
      }
    />
  )
}

function Kpi({
  name,
  quantity,
  context,
  bad = false,
}: {
  name: string
  quantity: Quantity
  context: ReactNode
  bad?: boolean
}) {
  return (
    <div className="min-w-0 rounded-card border border-line-subtle bg-surface-1 px-3.5 py-3">
      <h2 className="text-small text-ink-3">{name}</h2>
      <p className="text-kpi font-[650] tracking-tight whitespace-nowrap">
        {quantity.value}
        <span className="text-small font-normal tracking-normal text-ink-3"> {quantity.unit}</span>
      </p>
      <p className={`truncate text-small ${bad ? 'text-degraded-text' : 'text-ink-3'}`}>{context}</p>
    </div>
  )
}

function KpiSkeleton() {
  return (
    <output aria-label="Loading the numbers" className="grid grid-cols-[repeat(auto-fit,minmax(190px,1fr))] gap-3">
      {['a', 'b', 'c', 'd', 'e'].map((key) => (
        <span key={key} className="block h-[82px] rounded-card border border-line-subtle bg-surface-1 p-3.5">
          <Skeleton className="h-3 w-16" />
          <Skeleton className="mt-2 h-6 w-24" />
        </span>
      ))}
    </output>
  )
}
