import { spawn, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import type { Logger } from '../../lib/platform/logger.ts'
import { restartDelayMs, stableAfterMs } from './backoff.ts'
import { identityOf, isAlive, type ProcessIdentity } from './process-identity.ts'
import type { ProcessSpec } from './processes.ts'
import { waitUntil } from './readiness.ts'
import { RotatingLog } from './rotating-log.ts'

export type SupervisedOptions = {
  spec: ProcessSpec
  env: Record<string, string>
  logDir: string
  logger: Logger
  onChange: () => void
}

/** Keeps one process running in its own process group: restarts it with back-off until it is stopped. */
export class SupervisedProcess {
  readonly spec: ProcessSpec
  readonly #options: SupervisedOptions
  readonly #log: RotatingLog
  #child: ChildProcess | undefined
  #identity: ProcessIdentity | undefined
  #restarts = 0
  #startedAt = 0
  #timer: NodeJS.Timeout | undefined
  #stopping = false
  #lastWords = ''

  constructor(options: SupervisedOptions) {
    this.spec = options.spec
    this.#options = options
    this.#log = new RotatingLog(join(options.logDir, `${options.spec.name}.log`))
  }

  get identity(): ProcessIdentity | undefined {
    return this.#identity
  }

  get restarts(): number {
    return this.#restarts
  }

  /** The last line that the process printed, for the message when it does not come up. */
  get lastWords(): string {
    return this.#lastWords
  }

  start(): void {
    const { spec, env } = this.#options
    this.#startedAt = Date.now()
    const child = spawn(spec.command, spec.args, {
      env: { ...env, ...spec.env },
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.#child = child
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => this.#keep(chunk))
    child.once('spawn', () => {
      this.#identity = identityOf(child.pid ?? 0)
      this.#options.onChange()
    })
    child.once('error', (error) => this.#ended(error.message))
    child.once('exit', (code, signal) => this.#ended(signal ?? `code ${String(code)}`))
  }

  /** Ends the process group: SIGTERM, then SIGKILL after `graceMs`. */
  async stop(graceMs: number): Promise<void> {
    this.#stopping = true
    clearTimeout(this.#timer)
    await stopGroup(this.#identity, graceMs)
    this.#log.close()
  }

  #keep(chunk: Buffer): void {
    this.#log.write(chunk)
    const line = chunk.toString('utf8').trim().split('\n').pop()
    if (line !== undefined && line !== '') this.#lastWords = line
  }

  #ended(reason: string): void {
    if (this.#child === undefined || this.#stopping) return
    this.#child = undefined
    this.#identity = undefined
    const uptimeMs = Date.now() - this.#startedAt
    if (uptimeMs > stableAfterMs) this.#restarts = 0
    const delayMs = restartDelayMs(this.#restarts, uptimeMs)
    this.#restarts += 1
    this.#options.logger.warn({ process: this.spec.name, reason, delayMs }, 'process ended, starting it again')
    this.#options.onChange()
    this.#timer = setTimeout(() => this.start(), delayMs)
  }
}

/** Ends a recorded process and its group, only if it is still that very process. */
export async function stopGroup(identity: ProcessIdentity | undefined, graceMs: number): Promise<void> {
  if (identity === undefined || !isAlive(identity)) return
  signalGroup(identity.pid, 'SIGTERM')
  if (await waitUntil(() => !isAlive(identity), graceMs)) return
  signalGroup(identity.pid, 'SIGKILL')
  await waitUntil(() => !isAlive(identity), 2_000)
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal)
  } catch {
    // it ended meanwhile
  }
}
