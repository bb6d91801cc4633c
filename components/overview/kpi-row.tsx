import type { ReactNode } from 'react'
import Link from 'next/link'
import { counted, duration, percent, perSecond, type Quantity } from '../../lib/client/format/number.ts'
import { routes } from '../../lib/client/routes.ts'
import type { Scope } from '../../lib/client/scope.ts'
import { Sparkline, type SeriesColour } from '../charts/sparkline.tsx'
import { lastKnown } from '../objects/metrics/metric-lines.ts'
import type { ConfigListResponse } from '../../lib/contract/config.ts'
import { Skeleton } from '../ui/skeleton.tsx'
import type { MeshTotals } from './mesh-totals.ts'
import { changeWords, usualWords } from './context-words.ts'
import type { MeshCourse } from './use-mesh-course.ts'

/** Each number with its course and its context, not only a number. */
export function KpiRow({
  totals,
  course,
  config,
  scope,
}: {
  totals: MeshTotals | null
  course: MeshCourse
  config: ConfigListResponse | null
  scope: Scope
}) {
  if (totals === null) return <KpiSkeleton />
  const success = totals.errorRatio === null ? null : 1 - totals.errorRatio
  const p95 = lastKnown(course.p95?.values)
  return (
    <section
      aria-label="The mesh in numbers"
      className="grid grid-cols-[repeat(auto-fit,minmax(190px,1fr))] gap-3 max-sm:grid-cols-2"
    >
      <Kpi
        name="Requests"
        quantity={perSecond(totals.rps)}
        context={changeWords(course.requests) ?? `over ${counted(totals.edges, 'edge')}`}
        course={course.requests?.values}
      />
      <Kpi
        name="Success rate"
        quantity={percent(success)}
        context={failedWords(totals)}
        bad={totals.errorRatio !== null && totals.errorRatio > 0.01}
        course={course.failed?.values.map((share) => (share === null ? null : 1 - share))}
      />
      <Kpi
        name="p95 latency"
        quantity={duration(p95)}
        context={usualWords(course.p95) ?? slowestWords(totals)}
        course={course.p95?.values}
        colour="series-5"
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

function failedWords({ rps, errorRatio }: MeshTotals): string {
  if (rps === null || errorRatio === null) return 'no requests'
  return errorRatio === 0 ? 'none fails' : `${perSecond(rps * errorRatio).value} /s fail`
}

function slowestWords({ slowest }: MeshTotals): string {
  return slowest === null ? 'nothing measured' : `slowest ${slowest.source} → ${slowest.target}`
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
  course,
  colour = 'series-1',
}: {
  name: string
  quantity: Quantity
  context: ReactNode
  bad?: boolean
  course?: readonly (number | null)[] | undefined
  colour?: SeriesColour
}) {
  return (
    <div className="min-w-0 rounded-card border border-line-subtle bg-surface-1 px-3.5 py-3">
      <h2 className="text-small text-ink-3">{name}</h2>
      <div className="flex items-end gap-3">
        <p className="text-kpi font-[650] tracking-tight whitespace-nowrap">
          {quantity.value}
          <span className="text-small font-normal tracking-normal text-ink-3"> {quantity.unit}</span>
        </p>
        {course === undefined ? null : (
          <span className="ml-auto w-[72px] flex-none">
            <Sparkline values={course} colour={colour} width={72} height={24} />
          </span>
        )}
      </div>
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
