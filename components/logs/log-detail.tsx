'use client'
import { useState } from 'react'
import { explainResponseFlag } from '../../lib/domain/envoy/response-flags.ts'
import { routes } from '../../lib/client/routes.ts'
import type { LogLine } from '../../lib/contract/logs.ts'
import { Button, ButtonLink } from '../ui/button.tsx'
import { surroundings } from './log-filter.ts'
import { lineWords } from './line-words.ts'

/** All that a line said, its flags explained, and where to go on. */
export function LogDetail({
  line,
  onFilter,
}: {
  line: LogLine
  onFilter: (change: { pod?: string; traceId?: string }) => void
}) {
  const { flags, fields } = lineWords(line)
  return (
    <div className="mx-4 mt-0.5 mb-2 rounded-ctl border border-line bg-surface-1 p-3 text-dense lg:ml-[116px]">
      {flags.map((flag) => (
        <p key={flag} className="mb-1.5">
          <b className="font-semibold text-failing-text">{flag}</b> {explainResponseFlag(flag)?.meaning}{' '}
          <span className="text-ink-2">{explainResponseFlag(flag)?.likelyCause}</span>
        </p>
      ))}
      {fields.length === 0 ? (
        <p className="mono break-words whitespace-pre-wrap">{line.message}</p>
      ) : (
        <dl className="grid grid-cols-[repeat(auto-fill,minmax(260px,1fr))] gap-x-6 gap-y-0.5">
          {fields.map(({ key, value }) => (
            <div key={key} className="flex min-w-0 gap-2">
              <dt className="flex-none text-ink-3">{key}</dt>
              <dd className="mono min-w-0 truncate" title={value}>
                {value}
              </dd>
            </div>
          ))}
        </dl>
      )}
      <div className="mt-2.5 flex flex-wrap gap-2">
        {line.traceId === null ? null : (
          <>
            <ButtonLink size="sm" href={routes.trace(line.traceId)}>
              Open trace
            </ButtonLink>
            <Button size="sm" onPress={() => onFilter({ traceId: line.traceId ?? '' })}>
              Lines of this trace
            </Button>
          </>
        )}
        <Button size="sm" onPress={() => onFilter({ pod: line.pod })}>
          Only this pod
        </Button>
        <ButtonLink size="sm" href={contextOf(line)}>
          Lines around it
        </ButtonLink>
        <CopyLine line={line} />
      </div>
    </div>
  )
}

/** The same pod's lines of some seconds before and after, all containers, this one marked. */
function contextOf({ namespace, pod, time }: LogLine): string {
  return routes.logs({ namespaces: [namespace], ...surroundings(time) }, { pod, mark: time })
}

function CopyLine({ line }: { line: LogLine }) {
  const [copied, setCopied] = useState(false)
  const text = line.access === null ? line.message : JSON.stringify(line.access)
  const copy = () => {
    navigator.clipboard
      .writeText(`${line.time} ${line.pod} ${line.container} ${text}`)
      .then(() => setCopied(true))
      .catch(() => setCopied(false))
  }
  return (
    <Button size="sm" onPress={copy}>
      {copied ? 'Copied' : 'Copy line'}
    </Button>
  )
}
