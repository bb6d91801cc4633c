'use client'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { beginSetup, sequenceQuery, setupPreviewQuery, type Setup } from '../../../lib/client/queries/sequences.ts'
import { counted } from '../../../lib/client/format/number.ts'
import type { SequenceView, UnroutedView } from '../../../lib/contract/routing.ts'
import { Button } from '../../ui/button.tsx'
import { Note } from '../../ui/note.tsx'
import { Card } from '../../ui/panel.tsx'
import { Select } from '../../ui/select.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { notify } from '../../ui/toast.tsx'
import { SequenceSteps } from './sequence-steps.tsx'

const templates: readonly { id: Setup['template']; title: string; detail: string; needsVersion: string | null }[] = [
  {
    id: 'as-now',
    title: 'Weights, as it is now',
    detail: 'Each version gets the share that it has by its ready pods. No request changes its way.',
    needsVersion: null,
  },
  {
    id: 'pinned',
    title: 'Everything to one version',
    detail: 'The others get nothing until you shift: the start of a canary or of blue/green.',
    needsVersion: 'Version that gets everything',
  },
  {
    id: 'testers',
    title: 'Testers by header',
    detail: 'Requests with x-tester: yes go to one version, all others as now.',
    needsVersion: 'Version of the testers',
  },
]

/** From no routing to a route: a template, what it writes in which order, and how far that has come. */
export function SetupView({ view }: { view: UnroutedView }) {
  const versions = [...new Set(view.versions.flatMap(({ version }) => version ?? []))]
  const [setup, setSetup] = useState<Setup>({ template: 'as-now', version: versions[0] ?? '' })
  const preview = useQuery({ ...setupPreviewQuery(view, setup), enabled: versions.length > 0 })
  const begin = useMutation({ mutationFn: () => beginSetup(view, setup) })
  const id = begin.data?.id ?? null
  if (id !== null) return <SequenceProgress id={id} />
  if (versions.length === 0) {
    return (
      <Note tone="plain">
        <b>Nothing to split.</b> No pod of {view.name} has the label version, so subsets can&apos;t be made of it.
      </Note>
    )
  }
  const chosen = templates.find(({ id: template }) => template === setup.template)
  return (
    <>
      <section aria-label="Templates" className="grid grid-cols-3 gap-3 max-lg:grid-cols-1">
        {templates.map(({ id: template, title, detail }) => (
          <button
            key={template}
            type="button"
            aria-pressed={template === setup.template}
            onClick={() => setSetup({ ...setup, template })}
            className="flex flex-col rounded-card border border-line bg-surface-1 px-3.5 py-3 text-left hover:bg-surface-2 aria-pressed:border-accent-line aria-pressed:bg-accent-bg"
          >
            <b className="block text-dense font-semibold">{title}</b>
            <span className="text-small text-ink-2">{detail}</span>
          </button>
        ))}
      </section>
      <Card
        title="What is written, in this order"
        hint="nothing is written yet"
        actions={
          chosen === undefined || chosen.needsVersion === null ? undefined : (
            <Select
              label={chosen.needsVersion}
              caption={chosen.needsVersion}
              options={versions.map((version) => ({ id: version, label: version }))}
              selected={setup.version}
              onSelect={(version) => setSetup({ ...setup, version })}
            />
          )
        }
      >
        <div className="flex flex-col gap-3 px-3.5 py-3">
          {preview.error ? <Note tone="failing">{preview.error.message}</Note> : null}
          {preview.data ? <SequenceSteps sequence={preview.data} /> : preview.error ? null : <SkeletonRows rows={4} />}
          {begin.error ? (
            <Note tone="failing" role="alert">
              <b>Not begun.</b> {begin.error.message}
            </Note>
          ) : null}
          <div className="flex items-center justify-end gap-3">
            {setup.template === 'pinned' || preview.data === undefined ? null : (
              <span className="text-small text-ink-3">No request changes its way by this, to a whole percent.</span>
            )}
            <Button
              variant="primary"
              isDisabled={preview.data === undefined || begin.isPending}
              onPress={() => begin.mutate()}
            >
              {preview.data === undefined ? 'Write' : `Write ${counted(preview.data.steps.length, 'object')}`}
            </Button>
          </div>
        </div>
      </Card>
    </>
  )
}

/** How far the writes have come; it goes on in the server, the tab may close. */
export function SequenceProgress({ id }: { id: string }) {
  const client = useQueryClient()
  const { data, error } = useQuery({
    ...sequenceQuery(id),
    refetchInterval: ({ state }) => (state.data === undefined || state.data.status === 'running' ? 1000 : false),
  })
  const isDone = data?.status === 'done'
  useEffect(() => {
    if (!isDone) return
    // The page shows the new state at once, in place of these steps: a notice says that they went well.
    notify({ status: 'healthy', text: 'Written, and every proxy has it.' })
    void client.invalidateQueries({ queryKey: ['routing'] })
  }, [client, isDone])
  return (
    <Card title={data?.title ?? 'Writing'} hint="goes on in the server, the tab may close">
      <div className="flex flex-col gap-3 px-3.5 py-3">
        {error ? <Note tone="degraded">{error.message}</Note> : null}
        {data === undefined ? <SkeletonRows rows={3} /> : <SequenceSteps sequence={data} />}
        {data === undefined ? null : <Outcome sequence={data} />}
      </div>
    </Card>
  )
}

function Outcome({ sequence }: { sequence: SequenceView }) {
  switch (sequence.status) {
    case 'running':
      return null
    case 'done':
      return (
        <Note tone="healthy">
          <b>Done.</b> Every proxy has it; each write has its entry in the ledger.
        </Note>
      )
    case 'stopped':
      return (
        <Note tone="failing" role="alert">
          <b>Stopped.</b> {sequence.reason} What was written stays, and traffic is whole.
        </Note>
      )
  }
}
