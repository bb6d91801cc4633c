import type { ChangeAnswer } from '../../../lib/contract/changes.ts'
import { Card } from '../../ui/panel.tsx'
import { Note } from '../../ui/note.tsx'
import { ChecksList, checksSummary } from '../checks-list.tsx'
import { ReasonField } from '../reason-field.tsx'
import { ReviewView } from '../review-view.tsx'

/** What the API server would store, what was checked, and why it is done. */
export function GuidedReviewStage({
  answer,
  reason,
  onReason,
}: {
  answer: ChangeAnswer
  reason: string
  onReason: (reason: string) => void
}) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_380px] items-start gap-2.5 max-lg:grid-cols-1">
      <div className="flex min-w-0 flex-col gap-2.5">
        <ReviewView answer={answer} />
      </div>
      <div className="flex min-w-0 flex-col gap-2.5">
        <Card title="Checks before apply" hint={checksSummary(answer.checks)}>
          <div className="px-3.5 py-2">
            <ChecksList checks={answer.checks} />
          </div>
        </Card>
        {answer.warnings.map((warning) => (
          <Note key={warning} tone="degraded">
            {warning}
          </Note>
        ))}
        <ReasonField value={reason} onChange={onReason} />
      </div>
    </div>
  )
}
