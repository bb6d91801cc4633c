'use client'
import type { ReactNode } from 'react'
import type { DraftAction, Draft } from '../../lib/domain/routing/draft.ts'
import { maxWeight } from '../../lib/domain/routing/weights.ts'
import type { RoutingRule } from '../../lib/contract/routing.ts'
import { Card } from '../ui/panel.tsx'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { Kbd } from '../ui/kbd.tsx'
import { useNow } from '../shell/use-now.ts'
import { draftRps } from './draft-facts.ts'
import { liveWeights } from './edit.ts'
import { ruleTitle } from './rule-words.ts'
import { percentText } from './share-text.ts'
import { SliceRow } from './slice-row.tsx'
import { SplitAnnouncement } from './split-announcement.tsx'
import { StackedBar } from './stacked-bar.tsx'

/** The sliders of one rule between two read-only bars above and the sum below. */
export function SplitCard({
  rule,
  place,
  host,
  draft,
  isReadOnly,
  observedSpan,
  bars,
  onAction,
}: {
  rule: RoutingRule
  place: number
  host: string
  draft: Draft
  isReadOnly: boolean
  observedSpan: string
  /** Names of the bars and the weights of the upper one; the lower one is the draft. */
  bars: { upper: string; lower: string; weights: readonly number[] }
  onAction: (action: DraftAction) => void
}) {
  const now = useNow() ?? 0
  const names = rule.slices.map(({ name }) => name)
  const live = liveWeights(rule)
  // After a change of grain the live weights are shown on the draft's total.
  const scaled = live.map((weight) => (weight * draft.total) / rule.total)
  const planned = draftRps(rule, draft.weights)
  return (
    <Card>
      <header className="flex min-h-11 flex-wrap items-center gap-2 border-b border-line-subtle px-3.5 py-1.5 text-dense">
        <h2 className="font-semibold">Rule {place + 1}</h2>
        <span className="min-w-0 truncate text-ink-3">{`${ruleTitle(rule, place)} to ${host}`}</span>
        <span className="ml-auto flex gap-2">
          {isReadOnly ? null : <SplitActions draft={draft} rule={rule} onAction={onAction} />}
        </span>
      </header>
      {isReadOnly ? null : <SplitAnnouncement text={splitText(names, draft)} />}
      <div className="grid gap-1.5 px-4 pt-3 pb-2">
        <StackedBar label={bars.upper} names={names} weights={bars.weights} />
        <StackedBar label={bars.lower} names={names} weights={draft.weights} />
      </div>
      <MeasuredNote rule={rule} />
      {rule.slices.map((slice, index) => (
        <SliceRow
          key={`${slice.name}-${index}`}
          slice={slice}
          unit={rule.unit}
          place={index}
          weight={draft.weights[index] ?? 0}
          live={scaled[index] ?? 0}
          plannedRps={planned[index] ?? null}
          total={draft.total}
          max={maxWeight(draft, index)}
          isLocked={draft.locked[index] ?? false}
          isReadOnly={isReadOnly || rule.slices.length < 2}
          now={now}
          observedSpan={observedSpan}
          onMove={(weight) => onAction({ type: 'move', index, weight })}
          onLock={() => onAction({ type: 'toggle-lock', index })}
        />
      ))}
      <Footer draft={draft} isReadOnly={isReadOnly} isSingle={rule.slices.length < 2} />
    </Card>
  )
}

/** What the numbers below count, where that is not simply this rule's requests. */
function MeasuredNote({ rule }: { rule: RoutingRule }) {
  if (rule.slices.length === 0) return null
  const notes = [
    rule.unit === 'requests'
      ? null
      : 'This rule splits connections, not requests: rates and shares count newly opened connections; open ones keep their destination.',
    rule.sharedWith.length === 0
      ? null
      : `Rates and observed shares include ${rule.sharedWith.join(', ')}, which ${rule.sharedWith.length === 1 ? 'sends' : 'send'} to the same destinations: metrics do not tell rules apart.`,
  ].filter((note) => note !== null)
  if (notes.length === 0) return null
  return <p className="border-t border-line-subtle px-4 py-1.5 text-small text-ink-3">{notes.join(' ')}</p>
}

/** The whole split in words, for those who hear it: "v1 70, v2 30". */
function splitText(names: readonly string[], draft: Draft): string {
  return names.map((name, index) => `${name} ${percentText(draft.weights[index] ?? 0, draft.total)}`).join(', ')
}

type ActionProps = { draft: Draft; rule: RoutingRule; onAction: (action: DraftAction) => void }

function SplitActions({ draft, rule, onAction }: ActionProps) {
  if (rule.slices.length < 2) return null
  const finer = draft.total < 100 ? 100 : draft.total < 1000 ? 1000 : null
  return (
    <>
      <Button size="sm" onPress={() => onAction({ type: 'even-split' })}>
        <Icon name="even" size={14} /> Even split
      </Button>
      {finer === null ? null : (
        <Button size="sm" onPress={() => onAction({ type: 'grain', total: finer })}>
          {finer === 100 ? '1 % steps' : '0.5 % steps'}
        </Button>
      )}
    </>
  )
}

function Footer({ draft, isReadOnly, isSingle }: { draft: Draft; isReadOnly: boolean; isSingle: boolean }) {
  const sum = draft.weights.reduce((total, weight) => total + weight, 0)
  const words: ReactNode = isSingle
    ? 'A single destination receives everything.'
    : isReadOnly
      ? 'Live values, draft closed.'
      : 'Dragging changes the draft only, nothing is sent.'
  return (
    <div className="flex flex-wrap items-center gap-x-4 border-t border-line-subtle px-4 py-2 text-small text-ink-3">
      <span>
        Sum <b className="font-semibold text-ink-1">{sum}</b> of {draft.total}. {words}
      </span>
      {isReadOnly || isSingle ? null : (
        <span className="ml-auto flex gap-4">
          <span>
            <Kbd>←</Kbd> <Kbd>→</Kbd> 1
          </span>
          <span>
            <Kbd>PgUp</Kbd> <Kbd>PgDn</Kbd> 10
          </span>
          <span>
            <Kbd>Esc</Kbd> restore
          </span>
        </span>
      )}
    </div>
  )
}
