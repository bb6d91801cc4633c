import { CAPSULE_FORMAT, type CapsuleManifest, type CapsulePart } from '../../domain/capsule/manifest.ts'
import type { CapsuleRecord } from '../../domain/capsule/records.ts'
import { HeddleError } from '../../domain/model/heddle-error.ts'
import type { Call } from '../deps.ts'
import { requireNamespaces } from '../graph/get-graph.ts'
import { freezeChanges } from './freeze-changes.ts'
import { freezeConfiguration } from './freeze-configuration.ts'
import { freezeLogs } from './freeze-logs.ts'
import { freezeMetrics } from './freeze-metrics.ts'
import { freezeProxies } from './freeze-proxies.ts'
import { freezeTraces } from './freeze-traces.ts'
import { Freezing, type CapsuleInput } from './freezing.ts'

/** What a file is written from: records as they are read, and at the end what became of it. */
export interface CapsuleMaking {
  readonly records: AsyncIterable<CapsuleRecord>
  readonly manifest: () => Omit<CapsuleManifest, 'parts'>
}

/** Small parts first: what a full capsule leaves out is the rest of the largest ones. */
const inOrder: readonly (readonly [CapsulePart, (freezing: Freezing) => AsyncGenerator<CapsuleRecord>])[] = [
  ['configuration', freezeConfiguration],
  ['changes', freezeChanges],
  ['proxies', freezeProxies],
  ['metrics', freezeMetrics],
  ['traces', freezeTraces],
  ['logs', freezeLogs],
]

/**
 * Freezes a range for a capsule, never more than this person may see (CA6). A source that does not answer is named in
 * the manifest. Nothing is read before the records are.
 * @throws HeddleError FORBIDDEN for a namespace out of sight or a reader; INVALID where there is nothing live to freeze
 */
export function makeCapsule({
  deps,
  principal,
  input: asked,
  signal,
  product,
}: Call<CapsuleInput> & { readonly product: string }): CapsuleMaking {
  requireNamespaces(principal, asked.namespaces)
  if (asked.from * 1_000 >= deps.now())
    throw new HeddleError('INVALID', 'from is in the future: nothing was measured yet.', { field: 'from' })
  const input = { ...asked, to: Math.min(asked.to, deps.now() / 1_000) }
  const freezing = new Freezing({ deps, principal, input, signal })
  const notes = freezing.redactor.text(input.notes)
  return {
    records: recordsOf(freezing),
    manifest: () => ({
      format: CAPSULE_FORMAT,
      product,
      madeAt: new Date(deps.now()).toISOString(),
      by: principal.subject,
      from: input.from,
      to: input.to,
      namespaces: freezing.namespaces === 'all' ? [] : [...freezing.namespaces],
      notes,
      frozen: freezing.frozen,
      sources: deps
        .sourceStates()
        .map(({ source, state, ageSeconds, sentence }) => ({ source, state, ageSeconds, sentence })),
      limits: freezing.limits,
      masked: freezing.redactor.masked,
    }),
  }
}

async function* recordsOf(freezing: Freezing): AsyncGenerator<CapsuleRecord> {
  for (const [part, freeze] of inOrder) {
    freezing.signal?.throwIfAborted()
    if (freezing.input.parts.includes(part)) yield* freeze(freezing)
  }
}
