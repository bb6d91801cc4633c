'use client'
import { useMemo, useState } from 'react'
import type { RoutingRule, RoutingView } from '../../../lib/contract/routing.ts'
import { keyWords, type CohortKey } from '../../../lib/domain/routing/cohort/cohort-key.ts'
import { withCohort } from '../../../lib/domain/routing/cohort/cohort-rule.ts'
import { Button } from '../../ui/button.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { Select } from '../../ui/select.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { CohortReview } from './cohort-review.tsx'

const kinds = [
  { id: 'cookie', label: 'Cookie' },
  { id: 'header', label: 'Header' },
] as const

/** Puts requests with a cookie or header in one version. */
export function NewCohort({ view, rule }: { view: RoutingView; rule: RoutingRule }) {
  const [key, setKey] = useState<CohortKey>({ by: 'cookie', name: 'lane', value: '' })
  const [place, setPlace] = useState(() =>
    Math.max(
      0,
      rule.slices.findIndex(({ effective }) => effective < rule.total / 2),
    ),
  )
  const [isReviewed, setReviewed] = useState(false)
  const destination = rule.slices[place]?.destination
  const result = useMemo(
    () => (destination === undefined ? null : withCohort(view.object, rule.index, { key, destination })),
    [view.object, rule.index, key, destination],
  )
  const set = (change: Partial<CohortKey>) => {
    setKey({ ...key, ...change })
    setReviewed(false)
  }
  const fault = result === null || result.ok ? null : result.fault
  const errorOf = (field: string) => (fault?.field === field && key.value !== '' ? fault.message : undefined)
  return (
    <section aria-label="New cohort" className="border-t border-line-subtle px-3.5 py-2.5">
      <div className="flex flex-wrap items-start gap-2">
        <Segmented label="Known by" segments={kinds} selected={key.by} onSelect={(by) => set({ by })} />
        <TextField
          label={`Name of the ${key.by}`}
          hiddenLabel
          mono
          value={key.name}
          error={errorOf('name')}
          onChange={(name) => set({ name })}
          className="w-40"
        />
        <TextField
          label={`Value of the ${key.by}`}
          hiddenLabel
          mono
          placeholder="value"
          value={key.value}
          error={errorOf('value')}
          onChange={(value) => set({ value })}
          className="w-40"
        />
        <Select
          label="Version of the cohort"
          caption="goes to"
          options={rule.slices.map(({ name }, index) => ({ id: String(index), label: name }))}
          selected={String(place)}
          onSelect={(id) => {
            setPlace(Number(id))
            setReviewed(false)
          }}
        />
        <Button isDisabled={fault !== null || result === null} onPress={() => setReviewed(true)}>
          Review
        </Button>
      </div>
      <p className="mt-1.5 text-small text-ink-3">
        The {key.by} must reach {view.hosts.join(', ')}: an app in between has to pass it on.
      </p>
      {isReviewed && result?.ok === true ? (
        <CohortReview
          {...{ view, rule }}
          after={result.object}
          reason={`Cohort ${keyWords(key)}`}
          verb="Put the cohort there"
          onEnd={() => {
            setReviewed(false)
            setKey({ ...key, value: '' })
          }}
        />
      ) : null}
    </section>
  )
}
