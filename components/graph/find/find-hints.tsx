'use client'
import type { FindError } from '../../../lib/domain/graph/find-expression/lexer.ts'

type FindHintsProps = {
  text: string
  error: FindError | null
  options: readonly string[]
  onTake: (option: string) => void
}

/** Below the box: where reading stopped and why, and how the expression may go on. */
export function FindHints({ text, error, options, onTake }: FindHintsProps) {
  if (error === null && options.length === 0) return null
  return (
    <div className="absolute top-full left-0 z-30 mt-1 flex w-[max(100%,20rem)] flex-col gap-1.5 rounded-ctl border border-line bg-overlay px-2 py-1.5 text-small shadow-2">
      {error === null ? null : (
        <output className="flex flex-col gap-1 text-failing-text">
          <Marked text={text} at={error.at} />
          {error.message}
        </output>
      )}
      {options.length === 0 ? null : (
        <div className="flex flex-wrap items-center gap-1">
          {options.map((option) => (
            <button
              key={option}
              type="button"
              tabIndex={-1}
              className="mono hit-24 rounded-chip bg-surface-2 px-1.5 text-ink-1 hover:bg-accent-bg"
              // The box keeps the focus, so that typing goes on.
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => onTake(option)}
            >
              {option}
            </button>
          ))}
          <span className="ml-auto text-ink-3">Tab completes</span>
        </div>
      )}
    </div>
  )
}

/** The expression with the place of its error underlined; at the end a mark stands for what is missing. */
function Marked({ text, at }: { text: string; at: number }) {
  const word = /^\S+/.exec(text.slice(at))?.[0] ?? ' '
  return (
    <code className="mono truncate whitespace-pre text-ink-2" aria-hidden="true">
      {text.slice(Math.max(0, at - 24), at)}
      <mark className="bg-failing-bg text-failing-text underline decoration-wavy underline-offset-2">{word}</mark>
      {text.slice(at + word.length)}
    </code>
  )
}
