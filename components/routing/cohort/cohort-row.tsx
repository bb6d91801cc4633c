'use client'
import { useMemo, useState } from 'react'
import { withoutCohort } from '../../../lib/domain/routing/cohort/cohort-rule.ts'
import { keyWords } from '../../../lib/domain/routing/cohort/cohort-key.ts'
import { waysIn, waysOut, type JoinWay } from '../../../lib/domain/routing/cohort/join.ts'
import { destinationName } from '../../../lib/domain/routing/rules.ts'
import { Button } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import type { CohortRowProps } from './cohort-card.tsx'
import { CohortReview } from './cohort-review.tsx'
import { seenWords } from './cohort-words.ts'

/** One cohort: who is in it, what it gets, how to come in and out, and its removal. */
export function CohortRow({ view, rule, cohort, isWritable }: CohortRowProps) {
  const [isRemoving, setRemoving] = useState(false)
  const { key, destination } = cohort
  const words = keyWords(key)
  const out = waysOut(key)
  const after = useMemo(() => withoutCohort(view.object, cohort.place), [view.object, cohort.place])
  return (
    <section aria-label={`Cohort ${words}`} className="border-b border-line-subtle px-3.5 py-2.5 text-dense">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <code className="mono font-medium">{words}</code>
        <span aria-hidden="true" className="text-ink-3">
          →
        </span>
        <span className="font-medium">{destinationName(destination)}</span>
        <Chip>{seenWords(view, cohort)}</Chip>
        {isWritable ? (
          <Button size="sm" className="ml-auto" onPress={() => setRemoving(true)}>
            Remove
          </Button>
        ) : null}
      </div>
      <dl className="mt-2 grid grid-cols-[auto_1fr] items-center gap-x-3 gap-y-1 text-small max-sm:grid-cols-1">
        <Ways title="Join" ways={waysIn(key)} />
        <Ways title="Leave" ways={out} />
        {out.length === 0 ? (
          <>
            <dt className="text-ink-3">Leave</dt>
            <dd>send requests without the header</dd>
          </>
        ) : null}
      </dl>
      {isRemoving ? (
        <CohortReview
          {...{ view, rule }}
          after={after}
          reason={`Remove cohort ${words}`}
          verb="Remove the cohort"
          onEnd={() => setRemoving(false)}
        />
      ) : null}
    </section>
  )
}

function Ways({ title, ways }: { title: string; ways: readonly JoinWay[] }) {
  return ways.map(({ label, text }) => (
    <div key={label} className="contents">
      <dt className="text-ink-3">
        {title}, {label}
      </dt>
      <dd className="flex min-w-0 items-center gap-2">
        <code className="mono min-w-0 truncate select-all" title={text}>
          {text}
        </code>
        <CopyButton label={`Copy: ${title}, ${label}`} text={text} />
      </dd>
    </div>
  ))
}

function CopyButton({ label, text }: { label: string; text: string }) {
  const [isCopied, setCopied] = useState(false)
  return (
    <Button
      size="sm"
      variant="ghost"
      aria-label={label}
      onPress={() => void navigator.clipboard.writeText(text).then(() => setCopied(true))}
    >
      {isCopied ? 'Copied' : 'Copy'}
    </Button>
  )
}
