'use client'
import { useState } from 'react'
import type { DiffAnswer } from '../../lib/contract/changes.ts'
import type { JsonPatchOperation } from '../../lib/domain/routing/patch.ts'
import { Card } from '../ui/panel.tsx'
import { Chip } from '../ui/chip.tsx'
import { Segmented } from '../ui/segmented.tsx'
import { DiffLines, ScrollableCode } from './diff-lines.tsx'

type View = 'weights' | 'yaml' | 'patch'
const otherViews = [
  { id: 'yaml', label: 'Full YAML' },
  { id: 'patch', label: 'Patch' },
] as const

/** What would change, in three forms: the changed lines, the whole object, and the operations that are sent. */
export function DiffCard({
  title,
  hint,
  resourceVersion,
  diff,
  patch,
  first = 'weights',
  changedLabel = 'Weights',
}: {
  title: string
  hint?: string
  resourceVersion: string | null
  diff: DiffAnswer | null
  patch: readonly JsonPatchOperation[]
  first?: View
  /** What the changed lines are. */
  changedLabel?: string
}) {
  const [view, setView] = useState<View>(first)
  const views = [{ id: 'weights', label: changedLabel } as const, ...otherViews]
  const shown = patch.length === 0 ? views.filter(({ id }) => id !== 'patch') : views
  return (
    <Card
      title={title}
      {...(hint === undefined ? {} : { hint })}
      actions={
        <>
          {resourceVersion === null ? null : <Chip>resourceVersion {resourceVersion}</Chip>}
          <Segmented label="Form of the diff" segments={shown} selected={view} onSelect={setView} size="sm" />
        </>
      }
    >
      {view === 'patch' ? (
        <PatchLines patch={patch} />
      ) : diff === null ? (
        <p className="px-3.5 py-2 text-dense text-ink-3">Nothing is drafted yet.</p>
      ) : (
        <DiffLines lines={view === 'weights' ? diff.weights : diff.yaml} />
      )}
    </Card>
  )
}

function PatchLines({ patch }: { patch: readonly JsonPatchOperation[] }) {
  return (
    <ScrollableCode label="Patch">
      {patch.map((operation, place) => (
        <div
          key={place}
          className={`px-3.5 ${operation.op === 'test' ? 'text-ink-3' : 'bg-diff-add-bg text-diff-add-text'}`}
        >
          {JSON.stringify(operation)}
        </div>
      ))}
    </ScrollableCode>
  )
}
