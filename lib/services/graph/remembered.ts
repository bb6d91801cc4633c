import type { GraphResponse } from '../../contract/graph.ts'
import type { Deps } from '../deps.ts'

/** A question with all that its answer depends on beside it: compared one by one; lists element by element, by identity. */
export interface Told {
  readonly question: string
  readonly parts: readonly unknown[]
}

interface Remembered extends Told {
  readonly answer: GraphResponse
}

/** Answers of a large mesh have megabytes. */
const ANSWERS_KEPT = 4

const remembering = new WeakMap<Deps, Remembered[]>()

/**
 * The answer that was given to the same question while nothing it is made of has changed, else a new one: viewers of one
 * view cost one graph. The question holds the asker's rights. What can't be answered is not remembered.
 */
export function remembered(deps: Deps, { question, parts }: Told, answer: () => GraphResponse): GraphResponse {
  const known = remembering.get(deps) ?? []
  const found = known.find((one) => one.question === question && sameParts(one.parts, parts))
  const made = found ?? { question, parts, answer: answer() }
  const others = known.filter((one) => one !== made && one.question !== question)
  remembering.set(deps, [made, ...others].slice(0, ANSWERS_KEPT))
  return made.answer
}

function sameParts(one: readonly unknown[], other: readonly unknown[]): boolean {
  return one.length === other.length && one.every((part, place) => isSame(part, other[place]))
}

function isSame(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true
  if (!Array.isArray(one) || !Array.isArray(other) || one.length !== other.length) return false
  return one.every((element, place) => Object.is(element, other[place]))
}
