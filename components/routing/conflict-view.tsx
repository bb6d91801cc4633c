'use client'
import { useState } from 'react'
import { Radio, RadioGroup } from 'react-aria-components'
import type { RoutingRule, RoutingView } from '../../lib/contract/routing.ts'
import { useShortcut } from '../shell/shortcuts/shortcut-provider.tsx'
import { Button } from '../ui/button.tsx'
import { Card } from '../ui/panel.tsx'
import { Note } from '../ui/note.tsx'
import type { Edit } from './edit.ts'
import { StackedBar } from './stacked-bar.tsx'

type Choice = 'base' | 'theirs' | 'mine'

/** Base, theirs, mine: the weights of a rule are one choice, so that their sum holds. Nothing is sent from here. */
export function ConflictView({
  view,
  rule,
  edit,
  theirs,
  onChoose,
  onDiscard,
}: {
  view: RoutingView
  rule: RoutingRule
  edit: Edit
  theirs: readonly number[]
  onChoose: (weights: readonly number[]) => void
  onDiscard: () => void
}) {
  const [choice, setChoice] = useState<Choice>('mine')
  const names = rule.slices.map(({ name }) => name)
  const weights = { base: edit.base, theirs, mine: edit.draft.weights }
  const who = view.owner.managers[0] ?? 'somebody else'
  useChoiceKeys(setChoice)
  return (
    <>
      <Note tone="degraded" icon="branch" role="alert">
        <b>Changed by {who} while you were drafting.</b> Nothing was written, your draft is kept. The weights of this
        rule need your choice; every other field stays as they left it.
      </Note>
      <Card
        title="Weights"
        hint={`rule ${rule.reference}, resourceVersion ${edit.resourceVersion} against ${view.resourceVersion}`}
      >
        <RadioGroup
          aria-label="Which weights to take"
          value={choice}
          onChange={(value) => setChoice(value === 'base' || value === 'theirs' ? value : 'mine')}
          className="flex flex-col"
        >
          {choices.map(({ id, title, hint }) => (
            <Radio
              key={id}
              value={id}
              className="group grid cursor-pointer grid-cols-[16px_150px_minmax(0,1fr)] items-center gap-3 border-b border-line-subtle px-4 py-2.5 text-dense data-[selected]:bg-accent-bg"
            >
              <span
                aria-hidden="true"
                className="grid size-3.5 place-items-center rounded-full border border-line-strong group-data-[selected]:border-[4px] group-data-[selected]:border-accent"
              />
              <span>
                <b className="font-semibold">{title}</b>
                <span className="block text-small text-ink-3">{hint}</span>
              </span>
              <StackedBar label="" names={names} weights={weights[id]} />
            </Radio>
          ))}
        </RadioGroup>
        <div className="flex flex-wrap items-center justify-end gap-2 px-4 py-2.5">
          <span className="mr-auto text-small text-ink-3">
            It is never sent by itself: the result becomes the new draft.
          </span>
          <Button onPress={onDiscard}>Take all of theirs</Button>
          <Button variant="primary" onPress={() => onChoose(weights[choice])}>
            Use the result as draft
          </Button>
        </div>
      </Card>
    </>
  )
}

const choices = [
  { id: 'base', title: 'Base', hint: 'what you drafted on' },
  { id: 'theirs', title: 'Theirs', hint: 'live now' },
  { id: 'mine', title: 'Mine', hint: 'your draft, not written' },
] as const

function useChoiceKeys(choose: (choice: Choice) => void): void {
  useShortcut({ keys: 'b', label: 'Choose base', group: 'This page', run: () => choose('base') })
  useShortcut({ keys: 't', label: 'Choose theirs', group: 'This page', run: () => choose('theirs') })
  useShortcut({ keys: 'm', label: 'Choose mine', group: 'This page', run: () => choose('mine') })
}
