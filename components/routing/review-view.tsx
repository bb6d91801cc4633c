import type { ChangeAnswer } from '../../lib/contract/changes.ts'
import { Card } from '../ui/panel.tsx'
import { StatusChip } from '../ui/chip.tsx'
import { StatusMark } from '../ui/status-mark.tsx'
import { DiffCard } from './diff-card.tsx'

/** What the API server said to the dry run, and what it would store. */
export function ReviewView({ answer }: { answer: ChangeAnswer }) {
  const { dryRunResult, diff, patch, resourceVersion } = answer
  const tests = patch.filter(({ op }) => op === 'test').length
  const rows = [
    { name: 'Schema and admission', words: `accepted, ${dryRunResult.warnings.length} warnings` },
    { name: `resourceVersion ${resourceVersion ?? ''}`, words: 'still the version you drafted on' },
    { name: 'Old values match', words: `${tests} tests before ${patch.length - tests} writes` },
  ]
  return (
    <>
      <Card
        title="Dry run on the API server"
        actions={
          <>
            <StatusChip status="healthy">accepted</StatusChip>
            <span className="text-dense text-ink-3">{Math.round(dryRunResult.durationMs)} ms, nothing was stored</span>
          </>
        }
      >
        <ul className="px-3.5 py-2">
          {rows.map(({ name, words }) => (
            <li key={name} className="grid grid-cols-[16px_200px_1fr] items-center py-1 text-dense">
              <StatusMark status="healthy" label="passes" />
              <span className="truncate font-medium">{name}</span>
              <span className="text-ink-3">{words}</span>
            </li>
          ))}
        </ul>
      </Card>
      <DiffCard
        title="What the server would store"
        hint={`against live, ${diff.added + diff.removed} lines differ`}
        resourceVersion={null}
        diff={diff}
        patch={patch}
        first="yaml"
      />
    </>
  )
}
