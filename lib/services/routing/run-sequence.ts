import type { ChangeRequest } from '../../contract/changes.ts'
import {
  advanceSequence,
  afterStep,
  presentStep,
  stoppedBecause,
  type Sequence,
  type SequenceStep,
  type StoredSequence,
} from '../../domain/changes/sequence.ts'
import { HeddleError, messageOf } from '../../domain/model/heddle-error.ts'
import type { Principal } from '../../domain/model/principal.ts'
import { acknowledgementOf } from '../changes/acknowledgement.ts'
import { applyChange } from '../changes/apply-change.ts'
import type { Deps } from '../deps.ts'

/** Takes a running sequence one step further, by the guarded path (R38, R39). @throws HeddleError when a source is away */
export async function runSequence(deps: Deps, stored: StoredSequence): Promise<void> {
  const step = stored.steps[presentStep(stored)]
  const live = step === undefined ? null : await deps.kubernetes.read(step)
  const now = deps.now() / 1000
  const isAcknowledged = step?.state === 'written' && (await isAcked(deps, step))
  const next = advanceSequence(stored, { now, live, isAcknowledged })
  switch (next.type) {
    case 'wait':
      return
    case 'changed':
      await deps.sequences.save(stored, next.sequence)
      return
    case 'write':
      await deps.sequences.save(stored, await written(deps, stored, { step: next.step, place: next.place }))
  }
}

async function written(
  deps: Deps,
  of: StoredSequence,
  { step, place }: { readonly step: SequenceStep; readonly place: number },
): Promise<Sequence> {
  try {
    const { changeId } = await applyChange({ deps, principal: principalOf(of), input: requestOf(of, step) })
    return afterStep(of, place, { changeId, at: deps.now() / 1000 })
  } catch (error) {
    // A source that is away is tried again; anything else needs a person.
    if (error instanceof HeddleError && error.code === 'SOURCE_UNAVAILABLE') return of
    return stoppedBecause(of, `${step.kind} ${step.name} was not written: ${messageOf(error)}`)
  }
}

/** Whether the proxies have the write. Where there is nobody to push it to, its time is enough. */
async function isAcked(deps: Deps, { changeId, writtenAt }: SequenceStep): Promise<boolean> {
  const change = changeId === null ? null : await deps.ledger.get(changeId)
  if (change === null) return deps.now() / 1000 - (writtenAt ?? 0) > GRACE_SECONDS
  const { acknowledgement, since } = await acknowledgementOf(deps, change)
  return acknowledgement.type !== 'waiting' && since !== null && since <= deps.now() / 1000
}

/** How long a write that was found made is given to reach the proxies. */
const GRACE_SECONDS = 10

function requestOf({ id, title }: StoredSequence, step: SequenceStep): ChangeRequest {
  const { kind, namespace, name, object, resourceVersion } = step
  return {
    kind,
    namespace,
    name,
    ...(object === null ? { delete: true as const } : { object }),
    ...(resourceVersion === null ? {} : { resourceVersion }),
    dryRun: false,
    reason: `${title} (sequence ${id})`,
  }
}

function principalOf({ createdBy, namespaces }: Sequence): Principal {
  return { subject: createdBy, kind: 'token', namespaces, canWrite: true, expiresAt: null }
}
