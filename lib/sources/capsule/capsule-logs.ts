import { HeddleError } from '../../domain/model/heddle-error.ts'
import type { LogRequest, LogSource } from '../ports.ts'
import { notFrozen } from './not-frozen.ts'

export interface FrozenLogs {
  /** Lines by `namespace/pod/container`, oldest first, each begun by its RFC 3339 time. */
  readonly lines: ReadonlyMap<string, readonly string[]>
  readonly isFrozen: boolean
  /** Unix milliseconds: the end of the capsule. */
  readonly now: () => number
}

/** Frozen log lines, answered as the pod log API does. */
export class CapsuleLogs implements LogSource {
  readonly #frozen: FrozenLogs

  constructor(frozen: FrozenLogs) {
    this.#frozen = frozen
  }

  async lines({ namespace, pod, container, sinceSeconds, tailLines }: LogRequest): Promise<readonly string[]> {
    const { lines, isFrozen, now } = this.#frozen
    if (!isFrozen) throw notFrozen('logs')
    const held = lines.get(`${namespace}/${pod}/${container}`)
    if (held === undefined) throw new HeddleError('NOT_FOUND', `The log of ${pod}/${container} is not in this capsule.`)
    const from = now() - sinceSeconds * 1_000
    const inside = held.filter((line) => Date.parse(line.slice(0, line.indexOf(' '))) >= from)
    return tailLines === null ? inside : inside.slice(-tailLines)
  }
}
