import { isDeepStrictEqual } from 'node:util'
import { setTimeout as delay } from 'node:timers/promises'
import type { Logger } from '../../../../lib/platform/logger.ts'
import { pod, type Pod, type PodStatus } from '../../objects/pod.ts'
import { ApiFailure, type ApiClient } from '../cluster/api-client.ts'

const coalesceMs = 20
const maxRetryMs = 5_000

export type StatusWriterOptions = {
  readonly client: ApiClient
  readonly logger: Logger
  /** The status to report now. */
  readonly status: () => PodStatus
  /** The pod as the API answered it. */
  readonly onStored: (stored: Pod) => void
  readonly path: string
}

/** Brings the pod's status to the API: the latest wins, changes within 20 ms go together, failures are tried again. */
export class StatusWriter {
  readonly #options: StatusWriterOptions
  #dirty = false
  #writing: Promise<void> | undefined
  #sent: PodStatus | undefined
  readonly #closing = new AbortController()

  constructor(options: StatusWriterOptions) {
    this.#options = options
  }

  touch(): void {
    if (this.#closing.signal.aborted) return
    this.#dirty = true
    this.#writing ??= this.#drain().finally(() => (this.#writing = undefined))
  }

  /** Writes nothing more; resolves when a write under way has ended, or after half a second. */
  async close(): Promise<void> {
    this.#closing.abort()
    await Promise.race([this.#writing, delay(500, undefined, { ref: false })])
  }

  async #drain(): Promise<void> {
    const { signal } = this.#closing
    let failures = 0
    while (this.#dirty) {
      await pause(failures === 0 ? coalesceMs : Math.min(maxRetryMs, 250 * 2 ** failures), signal)
      if (signal.aborted) return
      this.#dirty = false
      const done = await this.#write()
      failures = done ? 0 : failures + 1
      this.#dirty = this.#dirty || !done
    }
  }

  /** False when it has to be tried again. */
  async #write(): Promise<boolean> {
    const { client, logger, path, onStored } = this.#options
    const status = this.#options.status()
    if (isDeepStrictEqual(status, this.#sent)) return true
    try {
      const body = { status }
      const stored = await client.call({ method: 'PATCH', path, body, contentType: 'application/merge-patch+json' })
      this.#sent = status
      onStored(pod.parse(stored))
      return true
    } catch (error) {
      if (error instanceof ApiFailure && error.code === 404) return true
      logger.debug({ path, err: error }, 'pod status not written')
      return false
    }
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return delay(ms, undefined, { signal, ref: false }).catch(() => undefined)
}
