'use client'
import { useState } from 'react'
import { withField } from '../../../lib/domain/routing/guided/object-fields.ts'
import {
  byCalls,
  pathsThrough,
  withDraft,
  worstCase,
  type HopVerdict,
  type WorstHop,
} from '../../../lib/domain/routing/guided/retry-path.ts'
import { counted } from '../../../lib/client/format/number.ts'
import { Button } from '../../ui/button.tsx'
import { Note } from '../../ui/note.tsx'
import { Card } from '../../ui/panel.tsx'
import { ScrollRegion } from '../../ui/scroll-region.tsx'
import { Select } from '../../ui/select.tsx'
import { StatusMark, type Status } from '../../ui/status-mark.tsx'
import type { GuidedForm } from './guided-form.ts'
import { shortHost } from './host-words.ts'

const verdicts: Record<HopVerdict, { status: Status; words: string; text: string }> = {
  fits: { status: 'healthy', words: 'as the callee needs', text: 'text-healthy-text' },
  'no-limit': { status: 'idle', words: 'waits without a limit', text: 'text-ink-2' },
  'gives-up-first': { status: 'degraded', words: 'gives up before the answer', text: 'text-degraded-text' },
  'cuts-good-calls': { status: 'failing', words: 'shorter than the p99: cuts good calls', text: 'text-failing-text' },
}

type Pair = { live: WorstHop; draft: WorstHop }

/** What one request can become along a path of calls, live and with the draft (R45). */
export function WorstCaseCard({ form, rule }: { form: GuidedForm; rule: number }) {
  const [chosen, setChosen] = useState<string | null>(null)
  const { facts, object } = form
  const rules = withDraft(facts.routes, object)
  const paths = pathsThrough(facts.service?.host ?? '', facts.calls).map((path) => ({
    id: [path[0]?.caller ?? '', ...path.map(({ callee }) => callee)].map(shortHost).join(' → '),
    live: worstCase(path, facts.routes),
    draft: worstCase(path, rules),
  }))
  const sorted = paths.toSorted((a, b) => byCalls(a.draft, b.draft))
  const path = sorted.find(({ id }) => id === chosen) ?? sorted[0]
  if (path === undefined) {
    return (
      <Note>
        <b>Nobody called in the last 5 minutes,</b> so there is no path to show the worst case of.
      </Note>
    )
  }
  const hops = path.draft.map((draft, place): Pair => ({ draft, live: path.live[place] ?? draft }))
  const longest = Math.max(1, ...path.draft.flatMap(({ waitsMs, needsMs }) => [waitsMs ?? 0, needsMs ?? 0]))
  return (
    <>
      <Card
        title="Worst case along the path"
        hint="if every try fails in a way that is retried"
        actions={
          sorted.length < 2 ? undefined : (
            <Select
              label="Path"
              options={sorted.map(({ id }) => ({ id, label: id }))}
              selected={path.id}
              onSelect={setChosen}
            />
          )
        }
      >
        <ScrollRegion label="Worst case along the path">
          <ol className="flex min-w-max items-stretch gap-2 p-3.5">
            <li className="flex w-36 flex-none flex-col text-dense">
              <span className="text-small text-ink-3">one request</span>
              <HopCard name={shortHost(hops[0]?.draft.call.caller ?? '')} detail="begins here" isDraft={false} />
            </li>
            {hops.map((hop) => (
              <HopItem key={hop.draft.call.callee} hop={hop} longest={longest} />
            ))}
          </ol>
        </ScrollRegion>
        <p className="border-t border-line-subtle px-3.5 py-1.5 text-small text-ink-3">
          Calls multiply from hop to hop. A caller waits min(timeout, tries × min(timeout of one try, need)). Pauses
          between tries, and tries that applications make themselves, are not counted.
        </p>
      </Card>
      <MoreCalls form={form} rule={rule} hops={hops} />
    </>
  )
}

function HopItem({ hop: { live, draft }, longest }: { hop: Pair; longest: number }) {
  const verdict = verdicts[draft.verdict]
  const isDraft = draft.tries !== live.tries || draft.timeoutMs !== live.timeoutMs || draft.perTryMs !== live.perTryMs
  const limits = [
    draft.timeoutMs === null ? 'no timeout' : `timeout ${time(draft.timeoutMs)}`,
    ...(draft.perTryMs === null ? [] : [`${time(draft.perTryMs)} a try`]),
  ]
  const tries = draft.call.isRequests ? `${draft.tries} ${draft.tries === 1 ? 'try' : 'tries'}` : 'a connection, 1 try'
  const isDefault = draft.call.isRequests && (draft.rule === null || draft.rule.isDefaultRetries)
  const source = isDefault ? ', Istio’s default' : ''
  return (
    <li className="flex flex-none items-stretch gap-2 text-dense">
      <span className="flex w-44 flex-col gap-0.5">
        <span className={`text-small font-semibold ${isDraft ? 'text-draft' : 'text-ink-1'}`}>{limits.join(', ')}</span>
        <span aria-hidden="true" className="relative my-1.5 block h-px bg-line-strong">
          <span className="absolute -top-1 right-0 border-y-4 border-l-6 border-y-transparent border-l-line-strong" />
        </span>
        <span className={`text-small ${isDraft ? 'font-semibold text-draft' : 'text-ink-3'}`}>
          {live.tries === draft.tries ? `${tries}${source}` : `${live.tries} → ${tries}`}
        </span>
        <Bar label="waits" ms={draft.waitsMs} longest={longest} tone="bg-series-1" none="not known" />
        <Bar label="may need" ms={draft.needsMs} longest={longest} tone="bg-series-8" none="not known" />
        <span className={`mt-1 flex items-center gap-1.5 text-small ${verdict.text}`}>
          <StatusMark status={verdict.status} />
          {verdict.words}
        </span>
      </span>
      <span className="flex w-36 flex-col">
        <span className="text-small text-ink-3">
          at most {counted(live.calls, 'call')}
          {live.calls === draft.calls ? null : <b className="text-draft"> → {draft.calls}</b>}
        </span>
        <HopCard
          name={shortHost(draft.call.callee)}
          detail={draft.call.p99Ms === null ? 'time not reported' : `p99 ${time(draft.call.p99Ms)}`}
          isDraft={isDraft}
        />
      </span>
    </li>
  )
}

function HopCard({ name, detail, isDraft }: { name: string; detail: string; isDraft: boolean }) {
  return (
    <span
      className={`mt-0.5 flex flex-col rounded-ctl border bg-surface-2 px-2.5 py-1.5 ${isDraft ? 'border-draft' : 'border-line'}`}
    >
      <b className="truncate font-semibold">{name}</b>
      <span className="truncate text-small text-ink-3">{detail}</span>
    </span>
  )
}

function Bar({
  label,
  ms,
  longest,
  tone,
  none,
}: {
  label: string
  ms: number | null
  longest: number
  tone: string
  none: string
}) {
  return (
    <span className="grid grid-cols-[56px_48px_auto] items-center gap-1.5 text-small">
      <span className="text-ink-3">{label}</span>
      <span
        className={`block h-2 rounded-[2px] ${ms === null ? '' : `min-w-0.5 ${tone}`}`}
        style={{ width: `${(100 * (ms ?? 0)) / longest}%` }}
      />
      <span className="font-semibold">{ms === null ? none : time(ms)}</span>
    </span>
  )
}

/** The draft lets one request become more calls than today: said first, with the two ways out. */
function MoreCalls({ form, rule, hops }: { form: GuidedForm; rule: number; hops: readonly Pair[] }) {
  const last = hops.at(-1)
  if (last === undefined || last.draft.calls <= last.live.calls) return null
  const retries = ['spec', 'http', rule, 'retries']
  return (
    <Note
      tone="degraded"
      actions={
        <span className="flex flex-wrap gap-2">
          <Button
            size="sm"
            onPress={() =>
              form.write(withField(form.object, [...retries, 'retryOn'], 'connect-failure,refused-stream'))
            }
          >
            Retry on failed connections only
          </Button>
          <Button size="sm" onPress={() => form.write(withField(form.object, retries, { attempts: 0 }))}>
            One try
          </Button>
        </span>
      }
    >
      <b>
        One request could reach {shortHost(last.draft.call.callee)} {last.draft.calls} times, {last.live.calls} today.
      </b>{' '}
      When it is slow or fails, its load grows by as much at the worst moment.
    </Note>
  )
}

function time(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`
  return `${Number((ms / 1000).toFixed(ms < 10_000 ? 2 : 1))} s`
}
