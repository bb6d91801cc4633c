import { duration, text } from '../../lib/client/format/number.ts'
import { bytes } from '../../lib/client/format/bytes.ts'
import { ScrollAcross } from '../ui/scroll-region.tsx'
import { Card } from '../ui/panel.tsx'
import { SkeletonRows } from '../ui/skeleton.tsx'
import { StatusMark } from '../ui/status-mark.tsx'
import { Cell, HeadCell, Row, Table, TableHead } from '../ui/table.tsx'
import type { MeshData } from './mesh-data.ts'

/** Each instance of the control plane by its own metrics. */
export function ControlPlaneCard({ propagation, readiness, mesh }: MeshData) {
  const failing = readiness?.sources.find(({ source, state }) => source === 'control-plane' && state === 'failing')
  return (
    <Card title="Control plane" hint={mesh?.clusters.map(clusterText).join('; ') ?? ''}>
      {propagation === undefined ? (
        <SkeletonRows rows={2} />
      ) : propagation.instances.length === 0 ? (
        <p className="px-3.5 py-3 text-dense text-ink-2">
          {propagation.degraded[0]?.message ??
            'Prometheus has no metrics of a control plane: let it scrape istiod’s port 15014.'}
        </p>
      ) : (
        <ScrollAcross label="Control plane">
          <Table label="Instances of the control plane">
            <TableHead>
              <HeadCell>Instance</HeadCell>
              <HeadCell>Version</HeadCell>
              <HeadCell align="end">Proxies</HeadCell>
              <HeadCell align="end">Push p99</HeadCell>
              <HeadCell align="end">CPU</HeadCell>
              <HeadCell align="end">Memory</HeadCell>
            </TableHead>
            <tbody>
              {propagation.instances.map(({ instance, version, proxies, p99, cpuCores, memoryBytes }) => (
                <Row key={instance}>
                  <Cell>
                    <span className="flex items-center gap-2">
                      <StatusMark
                        status={failing === undefined ? 'healthy' : 'failing'}
                        label={failing?.sentence ?? 'answers'}
                      />
                      <span className="mono">{instance}</span>
                    </span>
                  </Cell>
                  <Cell className="text-ink-2">{version ?? 'not reported'}</Cell>
                  <Cell align="end">{proxies ?? 'n/a'}</Cell>
                  <Cell align="end">{p99 === null ? 'no push' : text(duration(p99 * 1_000))}</Cell>
                  <Cell align="end" className="text-ink-2">
                    {cpuCores === null ? 'n/a' : `${(cpuCores * 100).toFixed(1)} %`}
                  </Cell>
                  <Cell align="end" className="text-ink-2">
                    {memoryBytes === null ? 'n/a' : bytes(memoryBytes)}
                  </Cell>
                </Row>
              ))}
            </tbody>
          </Table>
        </ScrollAcross>
      )}
    </Card>
  )
}

function clusterText({ name, version, namespaces }: NonNullable<MeshData['mesh']>['clusters'][number]): string {
  return `cluster ${name}${version === null ? '' : ` ${version}`}, ${namespaces} namespaces`
}
