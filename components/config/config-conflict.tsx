'use client'
import { useState } from 'react'
import { counted } from '../../lib/client/format/number.ts'
import type { ConfigResponse } from '../../lib/contract/config.ts'
import { combinationFaults } from '../../lib/domain/changes/combination.ts'
import { readableObject } from '../../lib/domain/changes/readable-object.ts'
import { mergeSides, threeWay, unchosen, type Choices } from '../../lib/domain/changes/three-way.ts'
import { weightNames } from '../../lib/domain/changes/weight-names.ts'
import { MergeResult } from '../changes/merge-result.tsx'
import { ThreeWayTable } from '../changes/three-way-table.tsx'
import { Button } from '../ui/button.tsx'
import { Note } from '../ui/note.tsx'
import type { YamlDraftControl } from './use-yaml-draft.ts'

/** The object changed under the text: base, theirs and mine; the result is the new text, never sent by itself. */
export function ConfigConflict({
  live,
  base,
  mine,
  control,
}: {
  live: ConfigResponse
  base: unknown
  mine: Record<string, unknown>
  control: YamlDraftControl
}) {
  const [choices, setChoices] = useState<Choices>({})
  const fields = threeWay({ base: base ?? live.object, theirs: live.object, mine })
  const open = unchosen(fields, choices)
  const result = mergeSides(live.object, fields, choices)
  const who = live.owner.managers[0] ?? 'somebody else'
  const take = async () => {
    const { stringify } = await import('yaml')
    const text = stringify(readableObject(result), { lineWidth: 0 })
    control.begin({ text, base: live.object, resourceVersion: live.resourceVersion })
  }
  return (
    <>
      <Note tone="degraded" icon="branch" role="alert">
        <b>Changed by {who} while you were writing.</b> Nothing was sent, your draft is kept.{' '}
        {counted(open.length, 'field')} {open.length === 1 ? 'needs' : 'need'} your choice.
      </Note>
      <ThreeWayTable
        fields={fields}
        choices={choices}
        titles={{
          base: { title: 'Base', hint: `${control.draft?.resourceVersion ?? ''}, what you began with` },
          theirs: { title: 'Theirs', hint: `${live.resourceVersion} by ${who}, live now` },
          mine: { title: 'Mine', hint: 'your draft, not sent' },
        }}
        sliceNames={({ path }) => weightNames(live.object, path)}
        onChoose={(id, side) => setChoices((all) => ({ ...all, [id]: side }))}
      />
      {combinationFaults(result, { theirs: live.object, mine }).map(({ title, detail }) => (
        <Note key={title} tone="degraded">
          <b>Only in the combination: {title}.</b> {detail}
        </Note>
      ))}
      <div className="flex flex-wrap justify-end gap-2">
        <Button onPress={control.discard}>Take all of theirs</Button>
        <Button variant="primary" isDisabled={open.length > 0} onPress={() => void take()}>
          {open.length > 0 ? `Choose ${counted(open.length, 'field')} first` : 'Use the result as draft'}
        </Button>
      </div>
      <MergeResult base={base} theirs={live.object} result={result} />
    </>
  )
}
