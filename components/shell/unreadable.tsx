import { ApiError } from '../../lib/client/api.ts'
import { missingRight } from '../../lib/domain/kubernetes/missing-right.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { RightsRequest } from './rights-request.tsx'

/** In place of what could not be shown: what is closed, what is not there and what failed look different. */
export function Unreadable({ error }: { error: Error }) {
  const code = error instanceof ApiError ? error.code : ''
  if (code === 'FORBIDDEN') return <Closed sentence={error.message} />
  if (code === 'NOT_FOUND') return <EmptyState icon="question" title="It is not there." detail={error.message} />
  return <EmptyState icon="warning" title="It could not be read." detail={error.message} />
}

/** What is closed is named with the right that would open it, where the cluster says which. */
function Closed({ sentence }: { sentence: string }) {
  const right = missingRight(sentence)
  if (right === null) return <EmptyState icon="lock" title="You may not see this." detail={sentence} />
  return (
    <div className="px-1 pb-3">
      <EmptyState icon="lock" title="The console may not read this." detail="It may exist; nothing of it is shown." />
      <div className="px-3">
        <RightsRequest right={right} />
      </div>
    </div>
  )
}
