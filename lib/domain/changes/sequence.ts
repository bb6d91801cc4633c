import { z } from 'zod'
import { isSpecChange } from './observed-change.ts'

/** One write of a sequence; the next begins when every proxy has this one. Times are Unix seconds. */
export const sequenceStep = z.object({
  kind: z.enum(['VirtualService', 'DestinationRule']),
  namespace: z.string(),
  name: z.string(),
  verb: z.enum(['create', 'replace', 'delete']),
  /** What shall be stored; null for a deletion. */
  object: z.record(z.string(), z.json()).nullable(),
  /** The version that the write was thought out for; null for a creation. */
  resourceVersion: z.string().nullable(),
  state: z.enum(['waiting', 'written', 'acknowledged']),
  changeId: z.string().nullable(),
  writtenAt: z.number().nullable(),
})
export type SequenceStep = z.infer<typeof sequenceStep>

/** Several writes in an order that never breaks traffic, kept so that a console which dies in between goes on (R38). */
export const sequence = z.object({
  id: z.string(),
  title: z.string(),
  namespace: z.string(),
  service: z.string(),
  steps: z.array(sequenceStep),
  status: z.enum(['running', 'done', 'stopped']),
  reason: z.string().nullable(),
  createdBy: z.string(),
  namespaces: z.union([z.literal('all'), z.array(z.string())]),
})
export type Sequence = z.infer<typeof sequence>

export interface StoredSequence extends Sequence {
  readonly version: number
}

/** Where sequences live; `save` is false when another version was saved meanwhile. */
export interface SequenceStore {
  create(sequence: Omit<Sequence, 'id'>): Promise<StoredSequence>
  get(id: string): Promise<StoredSequence | null>
  listActive(): Promise<StoredSequence[]>
  save(stored: Pick<StoredSequence, 'id' | 'version'>, next: Sequence): Promise<boolean>
}

/** What is known when a sequence is looked at: the object of the present step, and whether the proxies have its write. */
export interface SequenceFacts {
  readonly now: number
  readonly live: unknown
  readonly isAcknowledged: boolean
}

export type SequenceAdvance =
  | { readonly type: 'changed'; readonly sequence: Sequence }
  | { readonly type: 'write'; readonly step: SequenceStep; readonly place: number }
  | { readonly type: 'wait' }

/** Proxies that have not taken a write by then will not: nothing more is written. */
export const ACKNOWLEDGE_SECONDS = 120

const versioned = z.looseObject({ metadata: z.looseObject({ resourceVersion: z.string() }) })

/** The step that is being worked on; -1 when all are done. */
export function presentStep({ steps }: Pick<Sequence, 'steps'>): number {
  return steps.findIndex(({ state }) => state !== 'acknowledged')
}

/**
 * One look at a running sequence (R38, R39): a write that is there already is not made again; an object that is another one than
 * was thought of stops the sequence.
 */
export function advanceSequence(of: Sequence, facts: SequenceFacts): SequenceAdvance {
  const place = presentStep(of)
  const step = of.steps[place]
  if (of.status !== 'running') return { type: 'wait' }
  if (step === undefined) return { type: 'changed', sequence: { ...of, status: 'done' } }
  if (step.state === 'written') {
    if (facts.isAcknowledged) return changed(of, place, { state: 'acknowledged' })
    if (facts.now - (step.writtenAt ?? facts.now) <= ACKNOWLEDGE_SECONDS) return { type: 'wait' }
    return stopped(of, `The proxies have not acknowledged ${step.kind} ${step.name} within ${ACKNOWLEDGE_SECONDS} s.`)
  }
  if (isThere(step, facts.live)) return changed(of, place, { state: 'written', writtenAt: facts.now })
  const version = versioned.safeParse(facts.live).data?.metadata.resourceVersion ?? null
  if (version !== step.resourceVersion) {
    return stopped(of, `${step.kind} ${step.namespace}/${step.name} is another one by now, so nothing more is written.`)
  }
  return { type: 'write', step, place }
}

/** The sequence after a step was written. */
export function afterStep(
  of: Sequence,
  place: number,
  write: { readonly changeId: string | null; readonly at: number },
): Sequence {
  return withStep(of, place, { state: 'written', changeId: write.changeId, writtenAt: write.at })
}

export function stoppedBecause(of: Sequence, reason: string): Sequence {
  return { ...of, status: 'stopped', reason }
}

function isThere({ verb, object }: SequenceStep, live: unknown): boolean {
  if (verb === 'delete') return live === null
  return live !== null && !isSpecChange({ before: object, after: live })
}

function changed(of: Sequence, place: number, next: Partial<SequenceStep>): SequenceAdvance {
  return { type: 'changed', sequence: withStep(of, place, next) }
}

function stopped(of: Sequence, reason: string): SequenceAdvance {
  return { type: 'changed', sequence: stoppedBecause(of, reason) }
}

function withStep(of: Sequence, place: number, next: Partial<SequenceStep>): Sequence {
  return { ...of, steps: of.steps.map((step, index) => (index === place ? { ...step, ...next } : step)) }
}
