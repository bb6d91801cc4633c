'use client'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { counted } from '../../lib/client/format/number.ts'
import { routingListQuery } from '../../lib/client/queries/routing.ts'
import { routes } from '../../lib/client/routes.ts'
import type { RoutingRow } from '../../lib/contract/routing.ts'
import { PageBar, PageBody, PageTitle } from '../shell/page-bar.tsx'
import { useRefresh } from '../shell/refresh.tsx'
import { useScope } from '../shell/use-scope.ts'
import { Button } from '../ui/button.tsx'
import { Chip } from '../ui/chip.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Note } from '../ui/note.tsx'
import { Card } from '../ui/panel.tsx'
import { SkeletonRows } from '../ui/skeleton.tsx'
import { Cell, HeadCell, Row, Table, TableHead } from '../ui/table.tsx'

/** Every VirtualService of the scope, and the services with several versions that have none. */
export function RoutingListPage() {
  const { scope } = useScope()
  const { refetchInterval } = useRefresh()
  const { data, error, refetch } = useQuery({ ...routingListQuery(scope), refetchInterval })
  const facts = data ? counted(data.rows.filter(({ name }) => name !== null).length, 'VirtualService') : undefined
  return (
    <>
      <PageBar label="Routing">
        <PageTitle title="Routing" {...(facts === undefined ? {} : { facts })} />
      </PageBar>
      <PageBody>
        {data?.degraded.map(({ source, message }) => (
          <Note key={source} tone="degraded">
            <b>{source} is missing.</b> {message}
          </Note>
        ))}
        {error ? (
          <Note tone="degraded" role="alert" actions={<Button onPress={() => void refetch()}>Try again</Button>}>
            <b>The list could not be read.</b> {error.message}
          </Note>
        ) : null}
        <Card>{data ? <Rows rows={data.rows} /> : error ? null : <SkeletonRows label="Loading routing" />}</Card>
      </PageBody>
    </>
  )
}

function Rows({ rows }: { rows: readonly RoutingRow[] }) {
  if (rows.length === 0) {
    return (
      <EmptyState
        icon="routing"
        title="No VirtualService in these namespaces, and no service with several versions."
        detail="Choose other namespaces above, or apply a VirtualService."
      />
    )
  }
  return (
    <Table label="Routing">
      <TableHead>
        <HeadCell>Name</HeadCell>
        <HeadCell>Namespace</HeadCell>
        <HeadCell>Hosts</HeadCell>
        <HeadCell align="end">Rules</HeadCell>
        <HeadCell>Split</HeadCell>
        <HeadCell>Owner</HeadCell>
      </TableHead>
      <tbody>
        {rows.map((row) => (
          <RoutingTableRow key={`${row.namespace}/${row.name ?? `service ${row.service ?? ''}`}`} row={row} />
        ))}
      </tbody>
    </Table>
  )
}

function RoutingTableRow({ row }: { row: RoutingRow }) {
  const { scope } = useScope()
  const name = row.name ?? row.service ?? ''
  return (
    <Row>
      <Cell>
        <Link
          href={routes.routing(scope, row.namespace, name)}
          className="font-medium text-ink-1! after:absolute after:inset-0"
        >
          {name}
        </Link>
      </Cell>
      <Cell className="text-ink-2">{row.namespace}</Cell>
      <Cell className="max-w-60 truncate text-ink-2" title={row.hosts.join(', ')}>
        {row.hosts.join(', ')}
      </Cell>
      <Cell align="end">{row.name === null ? <span className="text-ink-3">none</span> : row.rules}</Cell>
      <Cell>
        <Splits row={row} />
      </Cell>
      <Cell>
        {row.owner === null || row.owner.kind === 'none' ? (
          <span className="text-ink-3">nobody</span>
        ) : (
          <Chip tone="line">{row.owner.kind}</Chip>
        )}
      </Cell>
    </Row>
  )
}

function Splits({ row }: { row: RoutingRow }) {
  if (row.name === null) return <span className="text-ink-3">no VirtualService, all pods alike</span>
  if (row.splits.length === 0) return <span className="text-ink-3">no weights</span>
  return (
    <span className="flex flex-wrap gap-x-4">
      {row.splits.map(({ rule, slices }) => (
        <span key={rule}>
          {row.rules > 1 ? <span className="text-ink-3">{rule} </span> : null}
          {slices.map(({ name, percent }) => `${name} ${Math.round(percent * 10) / 10} %`).join(', ')}
        </span>
      ))}
    </span>
  )
}
