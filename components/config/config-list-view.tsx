'use client'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useState } from 'react'
import { configListQuery } from '../../lib/client/queries/config.ts'
import { age } from '../../lib/client/format/time.ts'
import { routes } from '../../lib/client/routes.ts'
import { DegradedBanner } from '../graph/graph-notices.tsx'
import { MissingRights } from '../shell/missing-rights.tsx'
import { PageBar, PageBody, PageTitle } from '../shell/page-bar.tsx'
import { useRefresh } from '../shell/refresh.tsx'
import { useNow } from '../shell/use-now.ts'
import { useScope } from '../shell/use-scope.ts'
import { Note } from '../ui/note.tsx'
import { Card } from '../ui/panel.tsx'
import { Select } from '../ui/select.tsx'
import { SkeletonRows } from '../ui/skeleton.tsx'
import { StatusMark } from '../ui/status-mark.tsx'
import { Cell, HeadCell, Row, Table, TableHead } from '../ui/table.tsx'
import { TextField } from '../ui/text-field.tsx'
import { configRows, findingWords, markOf } from './config-rows.ts'

const severities = [
  { id: 'all', label: 'any or none' },
  { id: 'error', label: 'errors' },
  { id: 'warning', label: 'warnings' },
] as const

/** Every Istio object with what is wrong with it. */
export function ConfigListView() {
  const { scope } = useScope()
  const { refetchInterval } = useRefresh()
  const now = useNow()
  const [filter, setFilter] = useState('')
  const [kind, setKind] = useState('all')
  const [severity, setSeverity] = useState<(typeof severities)[number]['id']>('all')
  const { data, error, refetch } = useQuery({ ...configListQuery({ namespaces: scope.namespaces }), refetchInterval })
  const kinds = [...new Set(data?.items.map((item) => item.kind))].toSorted()
  const options = [{ id: 'all', label: 'All' }, ...kinds.map((id) => ({ id, label: id }))]
  const rows = configRows(data?.items ?? [], filter).filter(
    (item) =>
      (kind === 'all' || item.kind === kind) &&
      (severity === 'all' || item.findings.some((finding) => finding.severity === severity)),
  )
  return (
    <>
      <PageBar
        label="Config"
        actions={
          <TextField
            label="Filter objects"
            hiddenLabel
            icon="filter"
            placeholder="Filter"
            value={filter}
            onChange={setFilter}
            className="w-56"
          />
        }
      >
        <PageTitle title="Config" facts={data === undefined ? '' : `${data.items.length} objects`} />
        <Select label="Kind" caption="Kind" options={options} selected={kind} onSelect={setKind} />
        <Select label="Findings" caption="Findings" options={severities} selected={severity} onSelect={setSeverity} />
      </PageBar>
      <PageBody>
        <DegradedBanner
          failures={data?.degraded ?? []}
          now={now}
          onRetry={() => {
            refetch().catch(() => undefined)
          }}
        />
        <MissingRights failures={data?.degraded ?? []} />
        {error === null ? null : <Note tone="degraded">{error.message}</Note>}
        <Card>
          {data === undefined ? (
            <SkeletonRows />
          ) : rows.length === 0 ? (
            <p className="px-3.5 py-3 text-dense text-ink-2">No object here matches.</p>
          ) : (
            <Table label="Configuration objects">
              <TableHead>
                <HeadCell>Name</HeadCell>
                <HeadCell>Kind</HeadCell>
                <HeadCell>Namespace</HeadCell>
                <HeadCell>Findings</HeadCell>
                <HeadCell>Also written by</HeadCell>
                <HeadCell align="end">Age</HeadCell>
              </TableHead>
              <tbody>
                {rows.map((item) => (
                  <Row key={`${item.kind}/${item.namespace}/${item.name}`}>
                    <Cell>
                      <span className="flex items-center gap-2">
                        <StatusMark status={markOf(item.findings)} label={findingWords(item.findings)} />
                        <Link
                          href={routes.configObject(scope, item)}
                          prefetch={false}
                          className="text-ink-1 before:absolute before:inset-0"
                        >
                          {item.name}
                        </Link>
                      </span>
                    </Cell>
                    <Cell className="text-ink-2">{item.kind}</Cell>
                    <Cell className="text-ink-2">{item.namespace}</Cell>
                    <Cell className={item.findings.length === 0 ? 'text-ink-3' : ''}>
                      {findingWords(item.findings)}
                    </Cell>
                    <Cell className="text-ink-2">{item.owner.kind === 'none' ? 'nobody' : item.owner.kind}</Cell>
                    <Cell align="end" className="text-ink-2">
                      {item.createdAt === null || now === null ? 'n/a' : age(now - Date.parse(item.createdAt))}
                    </Cell>
                  </Row>
                ))}
              </tbody>
            </Table>
          )}
        </Card>
      </PageBody>
    </>
  )
}
