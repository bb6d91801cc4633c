'use client'
import { useQuery } from '@tanstack/react-query'
import type { AboutResponse } from '../../lib/contract/about.ts'
import type { NamespaceSummary } from '../../lib/contract/namespaces.ts'
import type { ReadyzResponse, SourceState } from '../../lib/contract/readiness.ts'
import { counted } from '../../lib/client/format/number.ts'
import { age } from '../../lib/client/format/time.ts'
import { namespacesQuery } from '../../lib/client/queries/objects.ts'
import { aboutQuery, readinessQuery } from '../../lib/client/queries/system.ts'
import { PageBody, PageTitle } from '../shell/page-bar.tsx'
import { useRefresh } from '../shell/refresh.tsx'
import { useNow } from '../shell/use-now.ts'
import { useScope } from '../shell/use-scope.ts'
import { KeyValues } from '../ui/key-values.tsx'
import { Note } from '../ui/note.tsx'
import { Card } from '../ui/panel.tsx'
import { SkeletonRows } from '../ui/skeleton.tsx'
import { StatusMark, type Status } from '../ui/status-mark.tsx'
import { Cell, HeadCell, Row, Table, TableHead } from '../ui/table.tsx'

/** What the console is connected to and how well each part answers. */
export function MeshView() {
  const { scope } = useScope()
  const { refetchInterval } = useRefresh()
  const readiness = useQuery({ ...readinessQuery(), refetchInterval })
  const about = useQuery({ ...aboutQuery(), refetchInterval })
  const namespaces = useQuery({ ...namespacesQuery(scope), refetchInterval })
  return (
    <PageBody>
      <PageTitle title="Mesh status" facts={about.data === undefined ? '' : `Heddle ${about.data.version}`} />
      {readiness.data === undefined ? null : <Sentence readiness={readiness.data} />}
      {readiness.error === null ? null : <Note tone="failing">{readiness.error.message}</Note>}
      <div className="grid grid-cols-[minmax(0,1fr)_350px] gap-3 max-xl:grid-cols-1">
        <Card title="Sources" hint="worst first">
          {readiness.data === undefined ? <SkeletonRows rows={4} /> : <Sources sources={readiness.data.sources} />}
        </Card>
        <Card title="Versions">
          {about.data === undefined ? <SkeletonRows rows={4} /> : <Versions about={about.data} />}
        </Card>
      </div>
      <Card title="Proxies" hint="by namespace">
        {namespaces.data === undefined ? <SkeletonRows rows={4} /> : <Proxies items={namespaces.data.items} />}
      </Card>
    </PageBody>
  )
}

function Sentence({ readiness }: { readiness: ReadyzResponse }) {
  const failing = readiness.sources.filter(({ state }) => state === 'failing')
  if (failing.length === 0) {
    return (
      <Note tone="healthy">
        <b>Every source answers.</b>{' '}
        {counted(readiness.sources.filter(({ state }) => state === 'ready').length, 'source')} are asked.
      </Note>
    )
  }
  return (
    <Note tone="degraded">
      <b>{failing.length === 1 ? '1 source does' : `${failing.length} sources do`} not answer.</b> What{' '}
      {failing.map(({ source }) => source).join(' and ')} would tell is missing on every page; the last answers are
      shown with their age.
    </Note>
  )
}

const states: Record<SourceState['state'], { status: Status; word: string; rank: number }> = {
  failing: { status: 'failing', word: 'not answering', rank: 0 },
  ready: { status: 'healthy', word: 'answers', rank: 1 },
  unused: { status: 'idle', word: 'not configured', rank: 2 },
}
const circuits: Record<SourceState['circuit'], string> = {
  closed: 'asked at every turn',
  'half-open': 'one request tries',
  open: 'asked now and then',
}

function Sources({ sources }: { sources: readonly SourceState[] }) {
  const now = useNow()
  return (
    <Table label="Sources">
      <TableHead>
        <HeadCell>Source</HeadCell>
        <HeadCell>State</HeadCell>
        <HeadCell>Circuit</HeadCell>
        <HeadCell align="end">Last answer</HeadCell>
        <HeadCell>Reason</HeadCell>
      </TableHead>
      <tbody>
        {sources
          .toSorted((a, b) => states[a.state].rank - states[b.state].rank)
          .map(({ source, state, circuit, ageSeconds, message, since }) => (
            <Row key={source}>
              <Cell>
                <span className="flex items-center gap-2">
                  <StatusMark status={states[state].status} />
                  {source}
                </span>
              </Cell>
              <Cell className="text-ink-2">{states[state].word}</Cell>
              <Cell className="text-ink-2">{circuits[circuit]}</Cell>
              <Cell align="end">
                {ageSeconds === null ? <span className="text-ink-3">none yet</span> : `${age(ageSeconds * 1_000)} ago`}
              </Cell>
              <Cell className="max-w-96 truncate text-ink-2" title={message ?? undefined}>
                {message === null ? '' : message}
                {since === null || now === null ? '' : ` for ${age(now - Date.parse(since))}`}
              </Cell>
            </Row>
          ))}
      </tbody>
    </Table>
  )
}

function Versions({ about }: { about: AboutResponse }) {
  const connections = about.connections.map(({ name, version, reachable }) => ({
    key: name,
    value: version ?? (reachable ? 'not told' : 'not reachable'),
  }))
  const scrape =
    about.scrapeIntervalSeconds === null ? [] : [{ key: 'Scrape interval', value: `${about.scrapeIntervalSeconds} s` }]
  return (
    <div className="px-3.5 py-3">
      <KeyValues items={[{ key: about.name, value: about.version }, ...connections, ...scrape]} />
    </div>
  )
}

function Proxies({ items }: { items: readonly NamespaceSummary[] }) {
  return (
    <Table label="Proxies by namespace">
      <TableHead>
        <HeadCell>Namespace</HeadCell>
        <HeadCell>Injection</HeadCell>
        <HeadCell align="end">Workloads</HeadCell>
        <HeadCell align="end">With proxy</HeadCell>
        <HeadCell>mTLS policy</HeadCell>
      </TableHead>
      <tbody>
        {items.map(({ name, injection, workloads, mtlsMode }) => (
          <Row key={name}>
            <Cell>{name}</Cell>
            <Cell className="text-ink-2">{injection}</Cell>
            <Cell align="end">{workloads === null ? 'n/a' : workloads.total}</Cell>
            <Cell align="end">{workloads === null ? 'n/a' : workloads.withSidecar}</Cell>
            <Cell className="text-ink-2">{mtlsMode ?? 'none'}</Cell>
          </Row>
        ))}
      </tbody>
    </Table>
  )
}
