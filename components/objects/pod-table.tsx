import Link from 'next/link'
import type { PodSummary, ProxySync } from '../../lib/contract/workloads.ts'
import { age } from '../../lib/client/format/time.ts'
import { Card } from '../ui/panel.tsx'
import { StatusMark, type Status } from '../ui/status-mark.tsx'
import { Cell, HeadCell, Row, Table, TableHead } from '../ui/table.tsx'

const proxyWords: Record<ProxySync['state'], { status: Status; word: string }> = {
  synced: { status: 'healthy', word: 'synced' },
  stale: { status: 'degraded', word: 'stale' },
  'not-sent': { status: 'idle', word: 'nothing sent' },
  unknown: { status: 'unknown', word: 'not connected' },
}

/** Pods with their containers and whether their proxy has the configuration that the control plane sent. */
export function PodTable({
  pods,
  proxies,
  now,
  logsOf,
}: {
  pods: readonly PodSummary[]
  proxies: readonly ProxySync[]
  now: number | null
  /** Where the log of a pod is read. */
  logsOf: (pod: string) => string
}) {
  const syncOf = new Map(proxies.map((proxy) => [proxy.pod, proxy]))
  return (
    <Card title="Pods" hint={`${pods.filter(({ ready }) => ready).length} of ${pods.length} ready`}>
      {pods.length === 0 ? (
        <p className="px-3.5 py-3 text-dense text-ink-2">No pod runs.</p>
      ) : (
        <div className="overflow-x-auto">
          <Table label="Pods">
            <TableHead>
              <HeadCell>Pod</HeadCell>
              <HeadCell>Containers</HeadCell>
              <HeadCell align="end">Restarts</HeadCell>
              <HeadCell>Proxy</HeadCell>
              <HeadCell>IP</HeadCell>
              <HeadCell>Node</HeadCell>
              <HeadCell align="end">Age</HeadCell>
              <HeadCell>Logs</HeadCell>
            </TableHead>
            <tbody>
              {pods.map((pod) => (
                <Row key={pod.name}>
                  <Cell>
                    <span className="flex items-center gap-2">
                      <StatusMark
                        status={pod.ready ? 'healthy' : 'degraded'}
                        label={pod.ready ? 'ready' : 'not ready'}
                      />
                      {pod.name}
                    </span>
                  </Cell>
                  <Cell className="text-ink-2">
                    {pod.containers.map(({ name, ready }) => (ready ? name : `${name} (not ready)`)).join(', ')}
                  </Cell>
                  <Cell align="end">{pod.containers.reduce((sum, { restarts }) => sum + restarts, 0)}</Cell>
                  <Cell>
                    <ProxyState sync={syncOf.get(pod.name)} />
                  </Cell>
                  <Cell className="mono text-ink-2">{pod.ip ?? 'none yet'}</Cell>
                  <Cell className="text-ink-2">{pod.node ?? 'not placed'}</Cell>
                  <Cell align="end" className="text-ink-2">
                    {pod.createdAt === null || now === null ? 'n/a' : age(now - Date.parse(pod.createdAt))}
                  </Cell>
                  <Cell>
                    <Link href={logsOf(pod.name)} prefetch={false} aria-label={`Logs of ${pod.name}`}>
                      Logs
                    </Link>
                  </Cell>
                </Row>
              ))}
            </tbody>
          </Table>
        </div>
      )}
    </Card>
  )
}

function ProxyState({ sync }: { sync: ProxySync | undefined }) {
  if (sync === undefined) return <span className="text-ink-3">no proxy</span>
  const { status, word } = proxyWords[sync.state]
  const stale = sync.types.filter(({ state }) => state !== 'synced').map(({ type }) => type)
  return (
    <span className="flex items-center gap-1.5" title={sync.version === null ? undefined : `Envoy of ${sync.version}`}>
      <StatusMark status={status} />
      {word}
      {stale.length === 0 || sync.state === 'synced' ? null : <span className="text-ink-3">{stale.join(', ')}</span>}
    </span>
  )
}
