import type { ReactNode } from 'react'
import type { MeshResponse } from '../../lib/contract/mesh.ts'
import type { SourceState } from '../../lib/contract/readiness.ts'
import { bytes } from '../../lib/client/format/bytes.ts'
import { age } from '../../lib/client/format/time.ts'
import { useNow } from '../shell/use-now.ts'
import { Card } from '../ui/panel.tsx'
import { SkeletonRows } from '../ui/skeleton.tsx'
import { StatusMark, type Status } from '../ui/status-mark.tsx'
import type { MeshData } from './mesh-data.ts'

const names: Readonly<Record<string, string>> = {
  prometheus: 'Prometheus',
  kubernetes: 'Cluster API',
  'control-plane': 'Control plane',
  traces: 'Trace store',
  logs: 'Pod logs',
  ledger: 'Ledger',
}
const states: Record<SourceState['state'], { status: Status; rank: number }> = {
  failing: { status: 'failing', rank: 0 },
  ready: { status: 'healthy', rank: 1 },
  unused: { status: 'idle', rank: 2 },
}

/** What the console is connected to, with what each tells of itself; a failing one says why and since when. */
export function SourcesCard({ readiness, about, mesh }: MeshData) {
  const now = useNow()
  if (readiness === undefined)
    return (
      <Card title="Sources">
        <SkeletonRows rows={5} />
      </Card>
    )
  return (
    <Card title="Sources" hint="worst first, age of the last answer">
      <ul>
        {readiness.sources
          .toSorted((a, b) => states[a.state].rank - states[b.state].rank)
          .map((source) => (
            <SourceLine
              key={source.source}
              name={names[source.source] ?? source.source}
              status={states[source.state].status}
              end={source.ageSeconds === null ? '' : age(source.ageSeconds * 1_000)}
            >
              {source.state === 'ready' ? (
                factsOf(source.source, { about, mesh })
              ) : (
                <span className={source.state === 'failing' ? 'text-failing-text' : ''}>
                  {source.sentence}
                  {source.state === 'failing' && source.since !== null && now !== null
                    ? ` Since ${age(now - Date.parse(source.since))}.`
                    : ''}
                </span>
              )}
            </SourceLine>
          ))}
        <LinkLine name="Grafana" url={mesh?.links.grafana} variable="GRAFANA_URL" />
        <LinkLine name="Trace interface" url={mesh?.links.tracing} variable="TRACING_UI_URL" />
      </ul>
      {mesh === undefined || mesh.prometheus === null ? null : <DownTargets down={mesh.prometheus.down} />}
    </Card>
  )
}

function SourceLine({
  name,
  status,
  end,
  children,
}: {
  name: string
  status: Status
  end: string
  children: ReactNode
}) {
  return (
    <li className="flex min-h-[27px] items-start gap-2 border-b border-line-subtle px-3.5 py-1.5 text-dense last:border-b-0">
      <span className="mt-[3px]">
        <StatusMark status={status} />
      </span>
      <span className="w-24 flex-none">{name}</span>
      <span className="min-w-0 flex-1 text-ink-3">{children}</span>
      <span className="flex-none text-ink-2">{end}</span>
    </li>
  )
}

function LinkLine({ name, url, variable }: { name: string; url: string | null | undefined; variable: string }) {
  if (url === undefined) return null
  return (
    <SourceLine name={name} status={url === null ? 'idle' : 'healthy'} end="">
      {url === null ? (
        `not configured: ${variable}`
      ) : (
        <a href={url} target="_blank" rel="noreferrer" className="text-accent-text">
          open
        </a>
      )}
    </SourceLine>
  )
}

function factsOf(source: string, { about, mesh }: Pick<MeshData, 'about' | 'mesh'>): string {
  const version = (name: string) => about?.connections.find((one) => one.name === name)?.version ?? null
  switch (source) {
    case 'prometheus':
      return prometheusFacts(mesh, version('Prometheus'))
    case 'kubernetes':
      return ['watch open', version('Cluster API')].filter((part) => part !== null).join(', ')
    case 'control-plane':
      return ['syncz, config dump', version('Control plane')].filter((part) => part !== null).join(', ')
    case 'traces':
      return traceFacts(mesh, version('Trace store'))
    case 'ledger':
      return ledgerFacts(mesh)
    default:
      return 'answers'
  }
}

function prometheusFacts(mesh: MeshResponse | undefined, version: string | null): string {
  const { scrapeIntervalSeconds = null, retention = null, targets = null } = mesh?.prometheus ?? {}
  return [
    version,
    scrapeIntervalSeconds === null ? null : `${scrapeIntervalSeconds} s scrape`,
    retention === null || retention === '' ? null : `kept ${retention}`,
    targets === null ? null : `${targets} targets`,
  ]
    .filter((part) => part !== null)
    .join(', ')
}

function traceFacts(mesh: MeshResponse | undefined, version: string | null): string {
  const sampling = mesh?.traces.samplingPercent ?? null
  const parts = [version, sampling === null ? null : `${sampling} % sampled`].filter((part) => part !== null)
  return parts.length === 0 ? 'answers' : parts.join(', ')
}

function ledgerFacts(mesh: MeshResponse | undefined): string {
  const ledger = mesh?.ledger
  if (ledger === null || ledger === undefined) return 'answers'
  const engine = ledger.engine === 'sqlite' ? 'SQLite' : 'PostgreSQL'
  const size = ledger.bytes === null ? '' : `, ${bytes(ledger.bytes)}`
  return `${engine}, ${ledger.entries.toLocaleString('en-US')} entries${size}`
}

function DownTargets({ down }: { down: NonNullable<MeshResponse['prometheus']>['down'] }) {
  if (down.length === 0) return null
  return (
    <div className="border-t border-line-subtle bg-degraded-bg px-3.5 py-2 text-small text-ink-2">
      <b className="font-semibold text-ink-1">
        {down.length === 1 ? '1 target is down' : `${down.length} targets are down`}
      </b>
      <ul>
        {down.slice(0, 5).map(({ job, instance, error }) => (
          <li key={`${job} ${instance}`} className="truncate" title={error}>
            <span className="mono">{instance}</span> ({job}): {error}
          </li>
        ))}
      </ul>
    </div>
  )
}
