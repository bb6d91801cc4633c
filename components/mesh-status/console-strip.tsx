import type { AboutResponse } from '../../lib/contract/about.ts'
import type { MeshResponse } from '../../lib/contract/mesh.ts'
import { bytes } from '../../lib/client/format/bytes.ts'
import { duration, percent, perSecond, text } from '../../lib/client/format/number.ts'
import { age } from '../../lib/client/format/time.ts'
import { Sparkline, type SeriesColour } from '../charts/sparkline.tsx'
import { Card } from '../ui/panel.tsx'
import { SkeletonRows } from '../ui/skeleton.tsx'

type Console = MeshResponse['console']

/** The console by its own metrics: a tool that is ill itself must say so. */
export function ConsoleStrip({ about, mesh }: { about: AboutResponse | undefined; mesh: MeshResponse | undefined }) {
  if (mesh === undefined)
    return (
      <Card title="This console">
        <SkeletonRows rows={2} />
      </Card>
    )
  const { console: own, ledger } = mesh
  const [first, last] = [own.times[0], own.times.at(-1)]
  const span =
    first === undefined || last === undefined ? 'since it started' : `last ${age((last - first + 15) * 1_000)}`
  return (
    <Card
      title="This console"
      hint={`from its own metrics, ${span}`}
      actions={<span className="truncate text-small text-ink-3 max-sm:hidden">{factsOf(about, ledger)}</span>}
    >
      <div className="grid grid-cols-6 gap-4 px-3.5 py-2.5 max-lg:grid-cols-3 max-sm:grid-cols-2">
        {measuresOf(own).map(({ name, value, values, colour }) => (
          <div key={name} className="min-w-0">
            <div className="text-small text-ink-3">{name}</div>
            <div className="mb-0.5 whitespace-nowrap">
              <b className="text-body font-semibold">{value}</b>
            </div>
            <Sparkline values={values} colour={colour} height={18} />
          </div>
        ))}
      </div>
    </Card>
  )
}

function measuresOf(
  own: Console,
): { name: string; value: string; values: readonly (number | null)[]; colour: SeriesColour }[] {
  const failures = own.queryFailures.total ?? 0
  return [
    { name: 'API p95', value: text(duration(own.apiP95Ms.total)), values: own.apiP95Ms.values, colour: 'series-1' },
    {
      name: 'Graph p50',
      value: text(duration(own.graphP50Ms.total)),
      values: own.graphP50Ms.values,
      colour: 'series-5',
    },
    {
      name: 'Cache hits',
      value: text(percent(own.cacheHitRatio.total)),
      values: own.cacheHitRatio.values,
      colour: 'series-3',
    },
    {
      name: 'Queries',
      value: text(perSecond(own.queriesPerSecond.total)),
      values: own.queriesPerSecond.values,
      colour: 'series-6',
    },
    {
      name: 'Failed queries',
      value: `${failures} of ${own.queries.toLocaleString('en-US')}`,
      values: own.queryFailures.values,
      colour: failures > 0 ? 'status-failing' : 'series-8',
    },
    {
      name: 'Memory',
      value: own.memoryBytes.total === null ? 'n/a' : bytes(own.memoryBytes.total),
      values: own.memoryBytes.values,
      colour: 'series-7',
    },
  ]
}

function factsOf(about: AboutResponse | undefined, ledger: MeshResponse['ledger']): string {
  const version = about === undefined ? '' : `version ${about.version}, Node ${about.runtime.node}`
  if (ledger === null) return version
  const since = ledger.oldestAt === null ? '' : ` since ${ledger.oldestAt.slice(0, 10)}`
  const size = ledger.bytes === null ? '' : `, ${bytes(ledger.bytes)}`
  return `${version}, ledger ${ledger.entries} entries${since}${size}`
}
