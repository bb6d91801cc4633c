import type { UnroutedView } from '../../lib/contract/routing.ts'
import { SetupView } from './create/setup-view.tsx'
import { Card } from '../ui/panel.tsx'
import { Note } from '../ui/note.tsx'
import { Cell, HeadCell, Row, Table, TableHead } from '../ui/table.tsx'

/** A service without a VirtualService: what happens today, and what it takes to steer it. */
export function UnroutedCard({ view }: { view: UnroutedView }) {
  const ready = view.versions.reduce((sum, { readyPods }) => sum + readyPods, 0)
  return (
    <>
      <Note tone="accent">
        <b>No VirtualService names {view.name}.</b> {spread(view)} A new version with more pods gets more requests by
        itself, which surprises.
      </Note>
      <SetupView view={view} />
      <Card title={`Versions behind ${view.namespace} / ${view.name}`}>
        <Table label="Versions">
          <TableHead>
            <HeadCell>Workload</HeadCell>
            <HeadCell>Version</HeadCell>
            <HeadCell align="end">Ready pods</HeadCell>
            <HeadCell align="end">Share today</HeadCell>
          </TableHead>
          <tbody>
            {view.versions.map(({ workload, version, readyPods, pods }) => (
              <Row key={workload}>
                <Cell>{workload}</Cell>
                <Cell>{version ?? 'no version label'}</Cell>
                <Cell align="end">
                  {readyPods} / {pods}
                </Cell>
                <Cell align="end">{ready === 0 ? 'n/a' : `about ${Math.round((readyPods * 100) / ready)} %`}</Cell>
              </Row>
            ))}
          </tbody>
        </Table>
      </Card>
    </>
  )
}

function spread({ versions }: UnroutedView): string {
  const ready = versions.reduce((sum, { readyPods }) => sum + readyPods, 0)
  if (ready === 0) return 'It has no ready pod, so its requests fail.'
  if (versions.length === 1) return 'It has one version, which gets every request.'
  return `Its requests go to all ${ready} ready pods alike, so a version’s share is its share of the pods.`
}
