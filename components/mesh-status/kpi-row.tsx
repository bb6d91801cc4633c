import type { ReactNode } from 'react'
import { counted } from '../../lib/client/format/number.ts'
import { age } from '../../lib/client/format/time.ts'
import type { ProxySummary } from '../../lib/contract/proxies.ts'
import { useNow } from '../shell/use-now.ts'
import type { MeshData } from './mesh-data.ts'
import { isBehind } from './mesh-sentence.ts'

type Tone = 'plain' | 'failing' | 'degraded'
const tones: Record<Tone, string> = {
  plain: 'text-ink-3',
  failing: 'text-failing-text',
  degraded: 'text-degraded-text',
}

/** Five numbers, each with the context that makes it mean something. */
export function KpiRow(data: MeshData) {
  return (
    <div className="grid grid-cols-5 gap-3 max-lg:grid-cols-3 max-sm:grid-cols-2">
      <InSync {...data} />
      <ControlPlane {...data} />
      <Pushes {...data} />
      <Certificates {...data} />
      <DataPlanes {...data} />
    </div>
  )
}

function Kpi({
  name,
  value,
  unit,
  note,
  tone = 'plain',
}: {
  name: string
  value: ReactNode
  unit: string
  note: string
  tone?: Tone
}) {
  return (
    <section aria-label={name} className="min-w-0 rounded-card border border-line-subtle bg-surface-1 px-3.5 py-2">
      <div className="text-small text-ink-3">{name}</div>
      <div className="flex items-baseline gap-1.5 whitespace-nowrap">
        <span className="text-tile font-[650] tracking-tight">{value}</span>
        <span className="text-dense text-ink-3">{unit}</span>
      </div>
      <div className={`min-h-4 truncate text-small ${tones[tone]}`} title={note}>
        {note}
      </div>
    </section>
  )
}

const missing = '–'

function InSync({ proxies }: MeshData) {
  const now = useNow()
  if (proxies === undefined || now === null) return <Kpi name="Proxies in step" value={missing} unit="" note="" />
  const { items } = proxies
  const refusing = items.filter(({ state }) => state === 'nack')
  const behind = items.filter((proxy) => isBehind(proxy, now))
  const unit = `of ${items.length}`
  const value = items.length - refusing.length - behind.length
  const name = 'Proxies in step'
  if (refusing.length > 0) {
    const since = Math.min(...refusing.flatMap(refusedAt))
    const note = `${refusing.length} NACK${Number.isFinite(since) ? `, ${age(now - since)}` : ''}`
    return <Kpi name={name} value={value} unit={unit} note={note} tone="failing" />
  }
  if (behind.length > 0)
    return <Kpi name={name} value={value} unit={unit} note={`${behind.length} behind`} tone="degraded" />
  if (proxies.stale) {
    const note = `as of ${age(now - proxies.at * 1_000)} ago`
    return <Kpi name={name} value={value} unit={unit} note={note} tone="degraded" />
  }
  return <Kpi name={name} value={value} unit={unit} note={items.length === 0 ? 'none is connected' : 'no refusal'} />
}

function refusedAt({ types }: ProxySummary): number[] {
  return types.flatMap(({ rejection }) => {
    const at = rejection?.at ?? null
    return at === null ? [] : [Date.parse(at)]
  })
}

function ControlPlane({ propagation, readiness }: MeshData) {
  const now = useNow()
  const state = readiness?.sources.find(({ source }) => source === 'control-plane')
  const name = 'Control plane'
  if (state === undefined) return <Kpi name={name} value={missing} unit="" note="" />
  if (state.state === 'unused') return <Kpi name={name} value="n/a" unit="" note="not configured" />
  const instances = propagation?.instances ?? []
  const started = instances.flatMap(({ startedAt }) => (startedAt === null ? [] : [Date.parse(startedAt)]))
  const up = started.length === 0 || now === null ? 'start not reported' : `up ${age(now - Math.max(...started))}`
  if (state.state === 'failing') return <Kpi name={name} value="away" unit="" note={state.sentence} tone="failing" />
  const count = Math.max(1, instances.length)
  return <Kpi name={name} value={count} unit={count === 1 ? 'instance answers' : 'instances'} note={up} />
}

function Pushes({ propagation }: MeshData) {
  if (propagation === undefined) return <Kpi name="Pushes" value={missing} unit="" note="" />
  const sum = (rates: Readonly<Record<string, number>>) => Object.values(rates).reduce((all, rate) => all + rate, 0)
  const perHour = sum(propagation.pushes) * 3_600
  const rejected = sum(propagation.rejects)
  if (Object.keys(propagation.pushes).length === 0)
    return <Kpi name="Pushes" value="n/a" unit="" note="no metrics of the control plane" />
  const share = perHour === 0 ? 0 : (rejected * 3_600) / perHour
  const note = rejected === 0 ? 'none refused, 1 h' : `${(share * 100).toFixed(1)} % refused, 1 h`
  return (
    <Kpi name="Pushes" value={Math.round(perHour)} unit="/h" note={note} tone={rejected === 0 ? 'plain' : 'degraded'} />
  )
}

function Certificates({ certificates }: MeshData) {
  const now = useNow()
  if (certificates === undefined || now === null) return <Kpi name="Certificates" value={missing} unit="" note="" />
  const { workloads, notReported } = certificates
  if (workloads.length === 0) {
    const note = notReported === 0 ? 'no proxy' : 'the control plane does not tell'
    return <Kpi name="Certificates" value="n/a" unit="" note={note} />
  }
  const fresh = workloads.filter(({ state }) => state === 'fresh').length
  const end = Math.min(...workloads.map(({ certificate }) => Date.parse(certificate.notAfter)))
  const note = end <= now ? `one ended ${age(now - end)} ago` : `next ends in ${age(end - now)}`
  const tone = fresh === workloads.length ? 'plain' : end <= now ? 'failing' : 'degraded'
  return <Kpi name="Certificates" value={fresh} unit={`of ${workloads.length} fresh`} note={note} tone={tone} />
}

const roleNames: Record<ProxySummary['role'], string> = {
  sidecar: 'sidecar',
  gateway: 'gateway',
  waypoint: 'waypoint',
  other: 'other proxy',
}

function DataPlanes({ proxies }: MeshData) {
  if (proxies === undefined) return <Kpi name="Data plane" value={missing} unit="" note="" />
  const counts = new Map<ProxySummary['role'], number>()
  for (const { role } of proxies.items) counts.set(role, (counts.get(role) ?? 0) + 1)
  const note = [...counts].map(([role, count]) =>
    counted(count, roleNames[role]).replace('other proxys', 'other proxies'),
  )
  return (
    <Kpi name="Data plane" value={counts.size} unit={counts.size === 1 ? 'kind' : 'kinds'} note={note.join(', ')} />
  )
}
