import type { SourceFailure } from '../../lib/contract/source-failure.ts'
import { missingRight, type MissingRight } from '../../lib/domain/kubernetes/missing-right.ts'
import { Note } from '../ui/note.tsx'
import { RightsRequest } from './rights-request.tsx'

/** Below what is missing on a page: the rights that would bring it back; nothing where no right is missing. */
export function MissingRights({ failures }: { failures: readonly SourceFailure[] }) {
  const rights = failures.flatMap(({ message }) => missingRight(message) ?? [])
  return rights.map((right) => (
    <Note key={keyOf(right)} tone="degraded" icon="lock">
      <b>A right is missing.</b> What it would show is not shown; it is not empty.
      <RightsRequest right={right} />
    </Note>
  ))
}

const keyOf = ({ user, verb, resource, group, namespace }: MissingRight) =>
  [user, verb, resource, group, namespace].join(' ')
