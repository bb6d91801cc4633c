'use client'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useState } from 'react'
import { changeQuery } from '../../lib/client/queries/changes.ts'
import { routes } from '../../lib/client/routes.ts'
import type { ChangeDetail } from '../../lib/contract/changes.ts'
import { ChangeFacts, ChangeTimeline } from '../routing/change-facts.tsx'
import { DiffLines } from '../routing/diff-lines.tsx'
import { ratioText } from '../routing/share-text.ts'
import { VerdictNote } from '../routing/verdict-note.tsx'
import { useShortcut } from '../shell/shortcuts/shortcut-provider.tsx'
import { useScope } from '../shell/use-scope.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { Note } from '../ui/note.tsx'
import { PanelSection, SidePanel } from '../ui/panel.tsx'
import { Segmented } from '../ui/segmented.tsx'
import { SkeletonRows } from '../ui/skeleton.tsx'
import { Cell, HeadCell, Row, Table, TableHead } from '../ui/table.tsx'
import { BlameLines } from './blame-lines.tsx'
import { objectKey } from './filter-changes.ts'
import { RevertSection } from './revert-section.tsx'

/** One entry: its verdict, its diff, its proof, and the way back. */
export function ChangePanel({
  id,
  onClose,
  onReverted,
}: {
  id: string
  onClose: () => void
  onReverted: (id: string) => void
}) {
  const { data, error } = useQuery({ ...changeQuery(id), refetchInterval: 3_000 })
  useShortcut({ keys: 'escape', label: 'Close the entry', group: 'This page', run: onClose })
  return (
    <SidePanel label={`Change ${id}`}>
      <div className="flex flex-col overflow-auto">
        <header className="flex items-start gap-2 border-b border-line-subtle px-4 py-2.5">
          {data ? <PanelTitle change={data} /> : <h2 className="flex-1 text-title font-[650]">Change {id}</h2>}
          <IconButton label="Close" icon="close" shortcut="Esc" onPress={onClose} />
        </header>
        {error ? (
          <PanelSection>
            <Note tone="degraded" role="alert">
              {error.message}
            </Note>
          </PanelSection>
        ) : null}
        {data ? (
          <Entry change={data} onReverted={onReverted} />
        ) : error ? null : (
          <SkeletonRows label="Loading the entry" />
        )}
      </div>
    </SidePanel>
  )
}

function PanelTitle({ change }: { change: ChangeDetail }) {
  const { scope } = useScope()
  const { kind, namespace, name } = change.object
  return (
    <div className="min-w-0 flex-1">
      <h2 className="truncate text-title font-[650]">
        {kind === 'VirtualService' ? (
          <Link href={routes.routing(scope, namespace, name)}>{`${kind} ${name}`}</Link>
        ) : (
          `${kind} ${name}`
        )}
      </h2>
      <p className="text-dense text-ink-3">
        {namespace}, <Link href={routes.changesOf(scope, objectKey(change))}>all changes of this object</Link>
      </p>
    </div>
  )
}

function Entry({ change, onReverted }: { change: ChangeDetail; onReverted: (id: string) => void }) {
  return (
    <>
      <PanelSection>
        <VerdictNote change={change} />
      </PanelSection>
      <ChangeFacts change={change} />
      <DiffSection change={change} onOpen={onReverted} />
      <ProofSection change={change} />
      <ChangeTimeline change={change} />
      <RevertSection change={change} onReverted={onReverted} />
    </>
  )
}

const views = [
  { id: 'changed', label: 'Diff' },
  { id: 'all', label: 'Whole' },
  { id: 'blame', label: 'Blame' },
] as const

function DiffSection({ change, onOpen }: { change: ChangeDetail; onOpen: (id: string) => void }) {
  const [view, setView] = useState<(typeof views)[number]['id']>('changed')
  return (
    <PanelSection
      title={view === 'blame' ? 'Who last touched each line' : 'Diff'}
      actions={
        <Segmented label="How much of the object" segments={views} selected={view} onSelect={setView} size="sm" />
      }
    >
      <div className="max-h-72 overflow-auto rounded-ctl border border-line-subtle">
        {view === 'blame' ? (
          <BlameLines object={change.object} onOpen={onOpen} />
        ) : (
          <DiffLines lines={view === 'changed' ? change.diff.weights : change.diff.yaml} />
        )}
      </div>
    </PanelSection>
  )
}

function ProofSection({ change }: { change: ChangeDetail }) {
  const { verification } = change
  if (verification === null || verification.slices.length === 0) return null
  return (
    <PanelSection
      title="Verification"
      actions={<span className="text-dense text-ink-3">n = {verification.n.toLocaleString('en-US')}</span>}
    >
      <Table label="Configured and observed shares">
        <TableHead>
          <HeadCell>Destination</HeadCell>
          <HeadCell align="end">Target</HeadCell>
          <HeadCell align="end">Observed</HeadCell>
          <HeadCell align="end">95 % interval</HeadCell>
        </TableHead>
        <tbody>
          {verification.slices.map(({ name, target, observed, low, high }) => (
            <Row key={name}>
              <Cell>{name}</Cell>
              <Cell align="end">{ratioText(target)} %</Cell>
              <Cell align="end">{observed === null ? 'n/a' : `${ratioText(observed)} %`}</Cell>
              <Cell align="end">
                {low === null || high === null ? 'n/a' : `${ratioText(low)} to ${ratioText(high)}`}
              </Cell>
            </Row>
          ))}
        </tbody>
      </Table>
    </PanelSection>
  )
}
