import { preciseTime } from '../../lib/client/format/time.ts'
import type { LogLine } from '../../lib/contract/logs.ts'
import { StatusWord } from '../ui/status-mark.tsx'
import { logColumns } from './columns.ts'
import { Highlight } from './highlight.tsx'
import { lineWords } from './line-words.ts'

export type LogRowProps = {
  line: LogLine
  expanded: boolean
  emphasized: boolean
  wrap: boolean
  words: readonly string[]
  onToggle: () => void
  onTrace: (traceId: string) => void
}

/** One line; the arrow keys of the list move between lines, Enter opens one. */
export function LogRow({ line, expanded, emphasized, wrap, words, onToggle, onTrace }: LogRowProps) {
  const { text, flags } = lineWords(line)
  const tone = expanded || emphasized ? 'bg-accent-bg shadow-[inset_3px_0_0_var(--accent-line)]' : 'hover:bg-surface-2'
  return (
    <div className={`${logColumns} relative items-start py-[3px] text-dense ${tone}`}>
      <button
        type="button"
        aria-expanded={expanded}
        onClick={onToggle}
        className="mono text-left whitespace-nowrap text-ink-3 after:absolute after:inset-0 after:content-['']"
      >
        {time(line.time)}
      </button>
      <span>
        <Level level={line.level} />
      </span>
      <span className="truncate max-lg:hidden" title={line.pod}>
        {line.pod}
      </span>
      <span className="truncate text-ink-3 max-lg:hidden">{line.container}</span>
      <span className="max-lg:hidden">
        {line.traceId === null ? null : <TraceButton traceId={line.traceId} onTrace={onTrace} />}
      </span>
      <span className={`mono min-w-0 ${wrap ? 'break-words whitespace-pre-wrap' : 'truncate'}`}>
        {flags.length === 0 ? null : <b className="font-semibold text-failing-text">{flags.join(' ')} </b>}
        <Highlight text={text} words={words} />
      </span>
    </div>
  )
}

function TraceButton({ traceId, onTrace }: { traceId: string; onTrace: (traceId: string) => void }) {
  return (
    <button
      type="button"
      aria-label={`Lines of trace ${traceId}`}
      onClick={() => onTrace(traceId)}
      className="mono relative z-10 text-accent-text hover:underline"
    >
      {traceId.slice(0, 8)}
    </button>
  )
}

function Level({ level }: { level: LogLine['level'] }) {
  switch (level) {
    case 'error':
      return <StatusWord status="failing">error</StatusWord>
    case 'warn':
      return <StatusWord status="degraded">warn</StatusWord>
    case 'info':
    case 'debug':
      return <span className="text-ink-2">{level}</span>
    case 'unknown':
      return <span className="text-ink-3">none</span>
  }
}

function time(text: string): string {
  const ms = Date.parse(text)
  return Number.isNaN(ms) ? text : preciseTime(ms)
}
