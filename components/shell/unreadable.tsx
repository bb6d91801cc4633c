import { ApiError } from '../../lib/client/api.ts'
import { EmptyState } from '../ui/empty-state.tsx'

/** In place of what could not be shown: what is closed, what is not there and what failed look different. */
export function Unreadable({ error }: { error: Error }) {
  const code = error instanceof ApiError ? error.code : ''
  if (code === 'FORBIDDEN') return <EmptyState icon="lock" title="You may not see this." detail={error.message} />
  if (code === 'NOT_FOUND') return <EmptyState icon="question" title="It is not there." detail={error.message} />
  return <EmptyState icon="warning" title="It could not be read." detail={error.message} />
}
