'use client'
import { attemptsOf } from '../../../lib/domain/tracing/attempts.ts'
import type { SpanNode } from '../../../lib/domain/tracing/span-tree.ts'
import { PanelSection } from '../../ui/panel.tsx'
import { StatusMark } from '../../ui/status-mark.tsx'
import { micros } from '../micros.ts'
import { rowKey } from '../waterfall/rows.ts'

/** The tries of a repeated call, each a way to its span. */
export function AttemptList({ node, onSelect }: { node: SpanNode; onSelect: (node: SpanNode) => void }) {
  const attempts = attemptsOf(node)
  if (attempts === null) return null
  return (
    <PanelSection title={`Attempt ${attempts.at + 1} of ${attempts.all.length}`}>
      <ol className="flex flex-col text-dense">
        {attempts.all.map((attempt, index) => (
          <li key={rowKey(attempt)}>
            <button
              type="button"
              aria-pressed={attempt === node}
              onClick={() => onSelect(attempt)}
              className="flex min-h-6 w-full items-center gap-2 rounded-chip px-1 text-left hover:bg-surface-2 aria-pressed:bg-accent-bg"
            >
              <StatusMark
                status={attempt.span.error ? 'failing' : 'healthy'}
                label={attempt.span.error ? 'failed' : 'ok'}
              />
              <span>Attempt {index + 1}</span>
              <span className="text-ink-3">
                {[attempt.span.httpStatus ?? '', attempt.span.responseFlags ?? ''].join(' ').trim()}
              </span>
              <span className="ml-auto">{micros(attempt.span.durationUs)}</span>
            </button>
          </li>
        ))}
      </ol>
    </PanelSection>
  )
}
