import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Logger } from '../../lib/platform/logger.ts'
import { writeInstance } from './instance-lock.ts'
import type { ProcessIdentity } from './process-identity.ts'
import type { ProcessSpec } from './processes.ts'
import { isReady, waitUntil } from './readiness.ts'
import { SupervisedProcess } from './supervised-process.ts'

export type SupervisorOptions = {
  dir: string
  env: Record<string, string>
  logger: Logger
  /** Hears each process that serves, with its seconds since the start. */
  onReady: (name: string, seconds: number) => void
}

/** Starts processes as their dependencies become ready and keeps all of them running. */
export class Supervisor {
  readonly #options: SupervisorOptions
  readonly #processes = new Map<string, SupervisedProcess>()
  readonly #abort = new AbortController()

  constructor(options: SupervisorOptions) {
    this.#options = options
    mkdirSync(join(options.dir, 'logs'), { recursive: true, mode: 0o700 })
  }

  /**
   * Resolves when every process serves.
   * @throws Error naming the first that does not within `timeoutMs`, with its last words
   */
  async start(specs: ProcessSpec[], timeoutMs: number): Promise<void> {
    const started = Date.now()
    const ready = new Map<string, Promise<void>>()
    for (const spec of specs) {
      const before = spec.after.map((name) => ready.get(name) ?? Promise.resolve())
      ready.set(spec.name, this.#startAfter(spec, before, { started, timeoutMs }))
    }
    await Promise.all(ready.values())
  }

  /** Stops all of them: the ones that send first, the cluster last. */
  async stop(): Promise<void> {
    this.#abort.abort()
    const all = [...this.#processes.values()]
    this.#processes.clear()
    const last = all.filter(({ spec }) => spec.name === 'cluster' || spec.name === 'control-plane')
    await Promise.all(all.filter((one) => !last.includes(one)).map((one) => one.stop(8_000)))
    await Promise.all(last.map((one) => one.stop(4_000)))
  }

  async #startAfter(
    spec: ProcessSpec,
    before: Promise<void>[],
    { started, timeoutMs }: { started: number; timeoutMs: number },
  ): Promise<void> {
    await Promise.all(before)
    if (this.#abort.signal.aborted) return
    const { env, dir, logger, onReady } = this.#options
    const child = new SupervisedProcess({
      spec,
      env,
      logDir: join(dir, 'logs'),
      logger,
      onChange: () => this.#record(),
    })
    this.#processes.set(spec.name, child)
    child.start()
    const served = await waitUntil(() => isReady(spec.ready), timeoutMs, this.#abort.signal)
    if (this.#abort.signal.aborted) return
    if (!served)
      throw new Error(`${spec.name} did not come up within ${timeoutMs / 1000} s; its last words: ${child.lastWords}`)
    onReady(spec.name, Math.round((Date.now() - started) / 100) / 10)
  }

  #record(): void {
    const children: Record<string, ProcessIdentity> = {}
    for (const [name, { identity }] of this.#processes) if (identity !== undefined) children[name] = identity
    writeInstance(this.#options.dir, children)
  }
}
