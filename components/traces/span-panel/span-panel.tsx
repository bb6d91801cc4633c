'use client'
import { useState, type ReactNode } from 'react'
import { ButtonLink } from '../../ui/button.tsx'
import { Chip, StatusChip } from '../../ui/chip.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { KeyValues } from '../../ui/key-values.tsx'
import { Note } from '../../ui/note.tsx'
import { PanelSection, SidePanel } from '../../ui/panel.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { explainResponseFlag, parseResponseFlags } from '../../../lib/domain/envoy/response-flags.ts'
import { selfTimeUs } from '../../../lib/domain/tracing/self-time.ts'
import type { SpanNode } from '../../../lib/domain/tracing/span-tree.ts'
import { preciseTime } from '../../../lib/client/format/time.ts'
import { micros } from '../micros.ts'
import { BreakdownBar } from './breakdown-bar.tsx'
import { filterTags, partiesOf, routeFacts } from './span-facts.ts'

export type SpanLinks = { logs: string | undefined; workload: string | undefined }

const kindWords = {
  client: 'Client span',
  server: 'Server span',
  producer: 'Producer span',
  consumer: 'Consumer span',
  internal: 'Internal span',
} as const

/** Everything about one span: what it was, why it failed, where its time went, its tags and its log. */
export function SpanPanel({
  node,
  originUs,
  colour,
  links,
  onClose,
  mesh,
  loading = false,
}: {
  node: SpanNode
  originUs: number
  colour: string
  links: SpanLinks
  onClose: () => void
  /** What metrics and the ledger know of this call; a frame of another site has none of it. */
  mesh?: ReactNode
  /** Tags and events are on their way. */
  loading?: boolean
}) {
  const { span } = node
  const route = routeFacts(node)
  return (
    <SidePanel label="Span" width={380}>
      <div className="min-h-0 flex-1 overflow-auto">
        <PanelSection>
          <div className="flex items-center gap-2">
            <Chip tone="line">{kindWords[span.kind]}</Chip>
            <StatusChips node={node} />
            <span className="ml-auto flex gap-1">
              <CopyLink />
              <IconButton icon="close" size="sm" label="Close" shortcut="Esc" onPress={onClose} />
            </span>
          </div>
          <h2 className="mt-1.5 text-title leading-5 font-[650] tracking-tight break-words">{span.operation}</h2>
          <p className="text-dense text-ink-3">
            {partiesOf(node)}, {startWords(node.startUs - originUs)}, took {micros(span.durationUs)}
          </p>
          <div className="mt-2 flex flex-wrap gap-2">
            {links.logs === undefined ? null : (
              <ButtonLink size="sm" href={links.logs}>
                Logs of this trace
              </ButtonLink>
            )}
            {links.workload === undefined ? null : (
              <ButtonLink size="sm" href={links.workload}>
                {span.workload ?? 'Workload'}
              </ButtonLink>
            )}
          </div>
        </PanelSection>
        <Trouble node={node} />
        <PanelSection title={`Where the ${micros(span.durationUs)} went`}>
          <BreakdownBar node={node} colour={span.error ? 'var(--status-failing)' : colour} />
        </PanelSection>
        {route.length === 0 ? null : (
          <PanelSection title="Route taken">
            <KeyValues items={route} />
          </PanelSection>
        )}
        {mesh}
        <PanelSection title="Span">
          <KeyValues items={spanItems(node)} />
        </PanelSection>
        <SpanLog node={node} originUs={originUs} />
        {loading ? (
          <PanelSection title="Tags">
            <SkeletonRows rows={4} label="Loading the tags of this span" />
          </PanelSection>
        ) : (
          <Tags tags={span.tags} />
        )}
      </div>
    </SidePanel>
  )
}

function startWords(us: number): string {
  return us <= 0 ? 'started first' : `started at ${micros(us)}`
}

function spanItems(node: SpanNode) {
  const { span } = node
  return [
    { key: 'Service', value: span.service },
    ...(span.pod === null ? [] : [{ key: 'Pod', value: span.pod }]),
    { key: 'Self time', value: micros(selfTimeUs(node)) },
    { key: 'Started', value: `${preciseTime(node.startUs / 1_000)} UTC` },
    ...(node.skewUs === 0 ? [] : [{ key: 'Clock corrected by', value: micros(Math.abs(node.skewUs)) }]),
    { key: 'Span id', value: span.spanId, mono: true },
  ]
}

function StatusChips({ node: { span } }: { node: SpanNode }) {
  const failed = span.error || (span.httpStatus !== null && span.httpStatus >= 500)
  return (
    <>
      {span.httpStatus === null ? null : failed ? (
        <StatusChip status="failing">{span.httpStatus}</StatusChip>
      ) : (
        <Chip>{span.httpStatus}</Chip>
      )}
      {parseResponseFlags(span.responseFlags).map((flag) => (
        <StatusChip key={flag} status="failing">
          {flag}
        </StatusChip>
      ))}
    </>
  )
}

function Trouble({ node }: { node: SpanNode }) {
  const flags = parseResponseFlags(node.span.responseFlags)
  const notes = node.span.warnings
  if (flags.length === 0 && notes.length === 0 && node.fault === null) return null
  return (
    <PanelSection className="flex flex-col gap-2">
      {flags.map((flag) => (
        <FlagNote key={flag} flag={flag} />
      ))}
      {node.fault === null ? null : (
        <Note tone="degraded">
          {node.fault === 'cycle'
            ? 'The parents of this span form a circle; it is shown as a start of its own.'
            : 'The parent of this span never arrived: it was not sampled, is late, or was lost.'}
        </Note>
      )}
      {notes.map((text) => (
        <Note key={text}>{text}</Note>
      ))}
    </PanelSection>
  )
}

function FlagNote({ flag }: { flag: string }) {
  const known = explainResponseFlag(flag)
  return (
    <Note tone="failing">
      <b>
        {flag}
        {known === undefined ? '' : `: ${known.title}`}.
      </b>{' '}
      {known === undefined ? 'Envoy marked the response with a flag that this version does not know.' : known.meaning}{' '}
      {known === undefined ? null : (
        <>
          <b>Likely cause:</b> {known.likelyCause}
        </>
      )}
    </Note>
  )
}

function SpanLog({ node, originUs }: { node: SpanNode; originUs: number }) {
  const { logs } = node.span
  if (logs.length === 0) return null
  return (
    <PanelSection title={`Events ${logs.length}`}>
      <ol className="flex flex-col gap-1 text-dense">
        {logs.map((log, index) => (
          <li key={index} className="flex gap-2">
            <span className="flex-none text-ink-3">{micros(log.timeUs + node.skewUs - originUs)}</span>
            <span className="mono min-w-0 break-words">
              {Object.entries(log.fields)
                .map(([key, value]) => `${key}=${value}`)
                .join(' ')}
            </span>
          </li>
        ))}
      </ol>
    </PanelSection>
  )
}

function Tags({ tags }: { tags: Readonly<Record<string, string>> }) {
  const [text, setText] = useState('')
  const found = filterTags(tags, text)
  return (
    <PanelSection
      title={`Tags ${Object.keys(tags).length}`}
      actions={
        <TextField
          label="Filter tags"
          hiddenLabel
          icon="search"
          placeholder="Filter"
          value={text}
          onChange={setText}
          className="w-32"
        />
      }
    >
      <KeyValues items={found.map((tag) => ({ ...tag, mono: true }))} />
      {found.length === 0 ? <p className="text-dense text-ink-3">No tag contains this text.</p> : null}
    </PanelSection>
  )
}

/** The address holds the span, so it is a link to it. */
function CopyLink() {
  const [copied, setCopied] = useState(false)
  const copy = () => {
    navigator.clipboard
      .writeText(window.location.href)
      .then(() => setCopied(true))
      .catch(() => setCopied(false))
  }
  return (
    <IconButton
      icon={copied ? 'check' : 'link'}
      size="sm"
      label={copied ? 'Link copied' : 'Copy link to this span'}
      onPress={copy}
    />
  )
}
