import { z } from 'zod'
import type { Change } from '../../domain/changes/change.ts'
import { authorOf, isSpecChange, observedSummary, type ObservedChange } from '../../domain/changes/observed-change.ts'
import type { KubernetesObject } from '../../domain/kubernetes/object.ts'
import { shiftedRule } from '../../domain/routing/weight-changes.ts'
import type { Deps } from '../deps.ts'
import { isoTime } from './apply-change.ts'
import { json } from './json.ts'

export interface Observation extends ObservedChange {
  readonly kind: string
  /** Unix milliseconds. */
  readonly at: number
  /** RFC 3339: the change was made after this moment; null when it was seen as it happened. */
  readonly notBefore: string | null
  readonly object: KubernetesObject
}

const stored = z.looseObject({ metadata: z.looseObject({ resourceVersion: z.string() }) })
/** Entries of the same object among which a write of our own is looked for. */
const LOOK_BACK = 10

/** Adds an entry for what somebody else changed; nothing for what this ledger has already. @throws HeddleError */
export async function recordObserved(deps: Deps, observation: Observation): Promise<void> {
  const { kind, object, before, after, notBefore } = observation
  const { namespace = '', name = '' } = object.metadata
  const recent = await deps.ledger.list({ kind, namespace, name, limit: LOOK_BACK })
  if (recent.some((change) => isOf(change, observation))) return
  if (isKnownState(recent[0], observation)) return
  const at = isoTime(observation.at)
  const message =
    notBefore === null
      ? 'Seen by the watch of the cluster.'
      : `Seen after downtime, made between ${notBefore} and ${at}.`
  await deps.ledger.record(
    {
      ...authorOf(observation),
      at,
      notBefore,
      reason: null,
      object: { apiVersion: object.apiVersion, kind, namespace, name },
      rule: shiftedRule(before, after)?.reference ?? null,
      form: 'observed',
      summary: observedSummary(observation),
      before: json(before),
      after: json(after),
      patch: [],
      outcome: 'applied',
      error: null,
      appliedAt: at,
      acknowledgedAt: null,
      verification: null,
      reverts: null,
    },
    [{ at, kind: 'written', message }],
  )
}

/** Whether an entry is about this very version; a deletion is known by the version it deleted. */
function isOf(change: Change, { before, after }: ObservedChange): boolean {
  if (change.outcome === 'failed') return false
  if (after !== null) return versionOf(change.after) === versionOf(after)
  return change.after === null && versionOf(change.before) === versionOf(before)
}

/** Whether the latest entry left the object as it is now: the watch of another console skipped a version in between. */
function isKnownState(latest: Change | undefined, { after }: ObservedChange): boolean {
  if (latest === undefined || latest.outcome !== 'applied' || after === null || latest.after === null) return false
  return !isSpecChange({ before: latest.after, after })
}

function versionOf(object: unknown): string | null {
  return stored.safeParse(object).data?.metadata.resourceVersion ?? null
}
