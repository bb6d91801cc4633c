import { parseEdgeId, type EdgeIdParts } from '../../domain/graph/parse-edge-id.ts'
import { HeddleError } from '../../domain/model/heddle-error.ts'
import { maySee, type Principal } from '../../domain/model/principal.ts'

/** An edge with an end that may not be seen is answered like one that can't be: whether it exists is not for everybody. */
export function visibleParts(principal: Principal, id: string): EdgeIdParts {
  const parts = parseEdgeId(id)
  const seen =
    parts !== null &&
    [parts.source, parts.target].every(({ namespace }) => namespace === null || maySee(principal, namespace))
  if (parts !== null && seen) return parts
  throw new HeddleError('NOT_FOUND', `"${id.slice(0, 200)}" is not the id of an edge that you may see.`, {
    field: 'id',
  })
}
