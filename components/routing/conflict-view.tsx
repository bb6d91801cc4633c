'use client'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { counted } from '../../lib/client/format/number.ts'
import { routes } from '../../lib/client/routes.ts'
import { writeStored } from '../../lib/client/storage.ts'
import type { RoutingRule, RoutingView } from '../../lib/contract/routing.ts'
import { combinationFaults } from '../../lib/domain/changes/combination.ts'
import { readableObject } from '../../lib/domain/changes/readable-object.ts'
import { mergeSides, threeWay, unchosen, type Choices } from '../../lib/domain/changes/three-way.ts'
import { ruleIn } from '../../lib/domain/routing/weight-changes.ts'
import { MergeResult } from '../changes/merge-result.tsx'
import { ThreeWayTable } from '../changes/three-way-table.tsx'
import { serializeYamlDraft, yamlDraftKey } from '../config/yaml-draft.ts'
import { useScope } from '../shell/use-scope.ts'
import { Button } from '../ui/button.tsx'
import { Note } from '../ui/note.tsx'
import { Card } from '../ui/panel.tsx'
import { withWeights } from './draft-facts.ts'
import type { Edit } from './edit.ts'

type ConflictProps = {
  view: RoutingView
  rule: RoutingRule
  edit: Edit
  onChoose: (weights: readonly number[]) => void
  onDiscard: () => void
}

/** Base, theirs and mine, field by field over the whole object. Nothing is sent from here: the result is the new draft. */
export function ConflictView({ view, rule, edit, onChoose, onDiscard }: ConflictProps) {
  const [choices, setChoices] = useState<Choices>({})
  const base = edit.baseObject ?? withWeights(view.object, edit.rule, edit.base)
  const mine = withWeights(base, edit.rule, edit.draft.weights)
  const fields = threeWay({ base, theirs: view.object, mine })
  const open = unchosen(fields, choices)
  const result = mergeSides(view.object, fields, choices)
  const take = useResult({ view, edit, result, onChoose, onDiscard })
  const settled = fields.filter(({ group }) => group === 'only-theirs' || group === 'only-mine').length
  const who = view.owner.managers[0] ?? 'somebody else'
  return (
    <>
      <Note tone="degraded" icon="branch" role="alert">
        <b>Changed by {who} while you were drafting.</b> Nothing was written, your draft is kept.{' '}
        {counted(open.length, 'field')} {open.length === 1 ? 'needs' : 'need'} your choice, {settled}{' '}
        {settled === 1 ? 'was' : 'were'} settled without one.
      </Note>
      <ThreeWayTable
        fields={fields}
        choices={choices}
        titles={{
          base: { title: 'Base', hint: `${edit.resourceVersion}, what you drafted on` },
          theirs: { title: 'Theirs', hint: `${view.resourceVersion} by ${who}, live now` },
          mine: { title: 'Mine', hint: 'your draft, not written' },
        }}
        sliceNames={() => rule.slices.map(({ name }) => name)}
        onChoose={(id, side) => setChoices((all) => ({ ...all, [id]: side }))}
      />
      <CombinationCard result={result} theirs={view.object} mine={mine} />
      <div className="flex flex-wrap items-center justify-end gap-2">
        <span className="mr-auto text-small text-ink-3">
          It is never sent by itself: the result becomes the new draft.
        </span>
        <Button onPress={onDiscard}>Take all of theirs</Button>
        <Button variant="primary" isDisabled={open.length > 0} onPress={take}>
          {open.length > 0 ? `Choose ${counted(open.length, 'field')} first` : 'Use the result as draft'}
        </Button>
      </div>
      <MergeResult base={base} theirs={view.object} result={result} />
    </>
  )
}

/** Where only the weights of this rule differ, the sliders take the result; else it becomes a draft of the whole object. */
function useResult({ view, edit, result, onChoose, onDiscard }: Omit<ConflictProps, 'rule'> & { result: unknown }) {
  const router = useRouter()
  const { scope } = useScope()
  return () => {
    const merged = ruleIn(result, ({ reference }) => reference === edit.rule)
    const weights = merged?.slices.map(({ effective }) => effective) ?? []
    const asShift = withWeights(view.object, edit.rule, weights)
    if (JSON.stringify(readableObject(asShift)) === JSON.stringify(readableObject(result))) return onChoose(weights)
    const target = { kind: 'VirtualService', namespace: view.namespace, name: view.name }
    void import('yaml').then(({ stringify }) => {
      const text = stringify(readableObject(result), { lineWidth: 0 })
      const draft = { text, base: view.object, resourceVersion: view.resourceVersion, savedAt: Date.now() }
      writeStored(yamlDraftKey(target), serializeYamlDraft(draft))
      onDiscard()
      router.push(routes.configObject(scope, target))
    })
  }
}

function CombinationCard({ result, theirs, mine }: { result: unknown; theirs: unknown; mine: unknown }) {
  const faults = combinationFaults(result, { theirs, mine })
  if (faults.length === 0) return null
  return (
    <Card title="Only in the combination" hint="neither side alone has this">
      <div className="grid gap-2 p-3">
        {faults.map(({ title, detail }) => (
          <Note key={title} tone="degraded">
            <b>{title}.</b> {detail}
          </Note>
        ))}
      </div>
    </Card>
  )
}
