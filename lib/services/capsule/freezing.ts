import type { CapsulePart } from '../../domain/capsule/manifest.ts'
import { Redactor } from '../../domain/capsule/redact.ts'
import { messageOf } from '../../domain/model/heddle-error.ts'
import { visibleNamespaces, type NamespaceRights, type Principal } from '../../domain/model/principal.ts'
import type { Deps } from '../deps.ts'

/** What shall be frozen. Times in Unix seconds; no namespaces means all that the asker may see. */
export interface CapsuleInput {
  readonly from: number
  readonly to: number
  readonly namespaces: readonly string[]
  readonly parts: readonly CapsulePart[]
  readonly notes: string
}

/** One capsule in the making: who asks, what for, and what became of it so far. */
export class Freezing {
  readonly deps: Deps
  readonly principal: Principal
  readonly input: CapsuleInput
  readonly signal: AbortSignal | undefined
  readonly redactor = new Redactor()
  /** Chosen, and allowed to this person. */
  readonly namespaces: NamespaceRights
  readonly #limits = new Set<string>()
  readonly #frozen = new Set<CapsulePart>()

  constructor(of: { deps: Deps; principal: Principal; input: CapsuleInput; signal: AbortSignal | undefined }) {
    this.deps = of.deps
    this.principal = of.principal
    this.input = of.input
    this.signal = of.signal
    this.namespaces = visibleNamespaces(of.principal, of.input.namespaces)
  }

  holds(namespace: string | null | undefined): boolean {
    return this.namespaces === 'all' || this.namespaces.includes(namespace ?? '')
  }

  /** The part's source answered: what is not in it was not there. */
  freeze(part: CapsulePart): void {
    this.#frozen.add(part)
  }

  /** A limit that was hit or a source that did not answer, in one sentence. */
  limit(sentence: string): void {
    this.#limits.add(sentence)
  }

  /** As `limit`; an asker who went away ends the work instead. */
  failed(what: string, error: unknown): void {
    this.signal?.throwIfAborted()
    this.limit(`${what}: ${messageOf(error)}`)
  }

  get limits(): string[] {
    return [...this.#limits].slice(0, 200).map((sentence) => sentence.slice(0, 2_000))
  }

  get frozen(): CapsulePart[] {
    return [...this.#frozen]
  }
}

/** Runs a task over items, so many at once; results come in the items' order. */
export async function* inTurn<T, R>(items: readonly T[], atOnce: number, task: (item: T) => Promise<R>) {
  for (let place = 0; place < items.length; place += atOnce)
    yield* await Promise.all(items.slice(place, place + atOnce).map(task))
}
