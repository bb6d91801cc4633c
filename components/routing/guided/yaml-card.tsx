'use client'
import { useMemo, useState } from 'react'
import { readableObject } from '../../../lib/domain/changes/readable-object.ts'
import { patchBetween } from '../../../lib/domain/routing/guided/object-patch.ts'
import { diffLines, withContext } from '../../../lib/domain/routing/line-diff.ts'
import type { JsonObject } from '../../../lib/domain/kubernetes/json.ts'
import { counted } from '../../../lib/client/format/number.ts'
import { YamlEditor, type EditorFault } from '../../config/yaml-editor.tsx'
import { Card } from '../../ui/panel.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { DiffLines, ScrollableCode } from '../diff-lines.tsx'

const views = [
  { id: 'diff', label: 'Diff' },
  { id: 'edit', label: 'Edit' },
  { id: 'patch', label: 'Patch' },
] as const
type View = (typeof views)[number]['id']

/** The draft as text: what differs, the text itself to edit, and the operations that would be sent. */
export function YamlCard({
  label,
  text,
  liveText,
  object,
  live,
  faults,
  onChange,
}: {
  label: string
  text: string
  liveText: string
  object: JsonObject | null
  live: unknown
  faults: readonly EditorFault[]
  onChange: (text: string) => void
}) {
  const [view, setView] = useState<View>('diff')
  const [place, setPlace] = useState<{ line: number; column: number } | null>(null)
  const lines = useMemo(() => diffLines(linesOf(liveText), linesOf(text)), [liveText, text])
  const changed = lines.filter(({ kind }) => kind !== 'same').length
  const patch = object === null || live === null ? [] : patchBetween(readableObject(live), object)
  return (
    <Card
      title="YAML"
      hint={
        live === null
          ? 'a new object'
          : `against live, ${counted(changed, 'line')} ${changed === 1 ? 'differs' : 'differ'}`
      }
      actions={<Segmented label="Form of the YAML" segments={views} selected={view} onSelect={setView} size="sm" />}
    >
      {view === 'edit' ? (
        <div className="flex h-[420px] flex-col">
          <YamlEditor label={label} text={text} faults={faults} original={null} target={place} onChange={onChange} />
        </div>
      ) : view === 'diff' ? (
        <DiffLines lines={withContext(lines, 3)} />
      ) : (
        <ScrollableCode label="Patch">
          {patch.length === 0 ? (
            <div className="px-3.5 text-ink-3">
              {live === null ? 'The object is sent whole.' : 'Nothing is drafted yet.'}
            </div>
          ) : (
            patch.map((operation, index) => (
              <div
                key={index}
                className={`px-3.5 ${operation.op === 'test' ? 'text-ink-3' : 'bg-diff-add-bg text-diff-add-text'}`}
              >
                {JSON.stringify(operation)}
              </div>
            ))
          )}
        </ScrollableCode>
      )}
      {faults.length === 0 ? null : (
        <ul aria-label="Faults" className="border-t border-line-subtle py-1">
          {faults.map(({ line, column, message }) => (
            <li key={`${line}:${column} ${message}`}>
              <button
                type="button"
                className="flex w-full gap-2.5 px-3.5 py-1 text-left text-dense text-failing-text hover:bg-surface-2"
                onClick={() => {
                  setView('edit')
                  setPlace({ line, column })
                }}
              >
                <span className="w-14 flex-none">{`${line}:${column}`}</span>
                <span className="min-w-0 flex-1">{message}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}

function linesOf(text: string): string[] {
  return text === '' ? [] : text.trimEnd().split('\n')
}
