import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Container } from '../../objects/container.ts'
import type { LogLine } from '../logs/log-line.ts'
import { runPaths, type RunPaths } from '../logs/log-paths.ts'
import type { LogSource } from '../logs/log-server.ts'
import { LogTap } from '../logs/log-tap.ts'
import { OutputCollector } from '../logs/output-collector.ts'
import {
  adoptProcess,
  startProcess,
  type ContainerProcess,
  type Exit,
  type Launch,
} from '../processes/container-process.ts'
import { isAlive } from '../processes/process-identity.ts'
import { stopProcess, stopStale } from '../processes/stop-process.ts'
import { ContainerProbes } from './container-probes.ts'
import type { ContainerRecord, TerminatedRecord } from './container-record.ts'
import type { ContainerSnapshot } from './container-snapshot.ts'
import { LaunchRefusal } from './launch-refusal.ts'
import { nextRestart, type BackoffRule } from './restart-backoff.ts'
import { restarts, type RestartPolicy } from './restart-decision.ts'

export type ContainerOptions = {
  readonly container: Container
  readonly policy: RestartPolicy
  /** Folder of this container's logs. */
  readonly dir: string
  readonly probeAddress: string
  readonly graceMs: number
  readonly backoff: BackoffRule
  readonly now: () => Date
  /** @throws LaunchRefusal when the container can't be started as written */
  readonly launch: () => Promise<Launch>
  readonly onChange: () => void
  readonly note: (type: 'Normal' | 'Warning', reason: string, message: string) => void
  readonly record: ContainerRecord | undefined
}

const fresh: ContainerRecord = { restartCount: 0, ready: false, backoffFailures: 0 }

/** Keeps one container running as its pod's restart policy says, with probes, back-off and logs. */
export class ContainerWorker {
  readonly #options: ContainerOptions
  readonly #stopped = new AbortController()
  readonly #tap = new LogTap()
  #record: ContainerRecord
  #state: ContainerSnapshot['state'] = { kind: 'waiting', reason: 'ContainerCreating' }
  #process: ContainerProcess | undefined
  #probes: ContainerProbes | undefined
  #ended: Promise<void> | undefined

  constructor(options: ContainerOptions) {
    this.#options = options
    this.#record = options.record ?? fresh
    mkdirSync(options.dir, { recursive: true, mode: 0o700 })
  }

  get record(): ContainerRecord {
    // Until a recorded process has been taken over, what the record says of it stands.
    return this.#probes === undefined ? this.#record : { ...this.#record, ready: this.snapshot.ready }
  }

  get snapshot(): ContainerSnapshot {
    const { container } = this.#options
    return {
      name: container.name,
      image: container.image ?? '',
      state: this.#state,
      lastTerminated: this.#record.lastTerminated,
      restartCount: this.#record.restartCount,
      ready: this.#state.kind === 'running' && this.#probes?.ready === true,
      started: this.#state.kind === 'running' && this.#probes?.started === true,
    }
  }

  get logs(): LogSource {
    const run = this.#record.restartCount
    const path = (number: number) => runPaths(this.#options.dir, number).log
    return {
      file: (previous) => [path(previous ? run - 1 : run)].find((file) => existsSync(file)),
      follow: (onLine) => this.#tap.follow(onLine),
      ended: this.#ended ?? Promise.resolve(),
    }
  }

  /** Runs until the container has ended for good or was stopped. */
  run(): Promise<void> {
    this.#ended ??= this.#run().finally(() => this.#tap.close())
    return this.#ended
  }

  /** Ends the container for good: SIGTERM, then SIGKILL after `graceMs`. */
  async stop(graceMs: number): Promise<void> {
    this.#stopped.abort()
    const { identity } = this.#record
    if (this.#process !== undefined) await stopProcess(this.#process, graceMs)
    else if (identity !== undefined) await stopStale(identity, graceMs)
    await this.#ended
    this.#record = { ...this.#record, identity: undefined }
  }

  async #run(): Promise<void> {
    if (this.#record.done !== undefined)
      return this.#set({ kind: 'terminated', result: this.#record.done, final: true })
    let process = this.#adopt()
    if (process === undefined && this.#wasBackingOff()) await this.#backOff()
    while (!this.#stopped.signal.aborted) {
      process ??= await this.#launch()
      if (process === undefined) return
      const exit = await this.#supervise(process)
      process = undefined
      if (!(await this.#afterExit(exit))) return
    }
  }

  /** A recorded process that still runs is taken over; one that does not has ended unseen, which `adoptProcess` tells. */
  #adopt(): ContainerProcess | undefined {
    const { identity } = this.#record
    if (identity === undefined) return undefined
    if (isAlive(identity))
      this.#options.note('Normal', 'Adopted', `Took over running container ${this.#options.container.name}`)
    return adoptProcess(identity)
  }

  /** A started process, or undefined when the container was stopped before there was one. */
  async #launch(): Promise<ContainerProcess | undefined> {
    for (let attempt = 0; !this.#stopped.signal.aborted; attempt++) {
      try {
        const launch = await this.#options.launch()
        if (this.#stopped.signal.aborted) return undefined
        return await this.#start(launch)
      } catch (error) {
        await this.#pause(this.#refuse(error, attempt))
      }
    }
    return undefined
  }

  async #start(launch: Launch): Promise<ContainerProcess> {
    const { dir, container, now, note } = this.#options
    note('Normal', 'Pulled', `Container image "${container.image ?? ''}" already present on machine`)
    removeOldRuns(dir, this.#record.restartCount)
    const process = await startProcess(launch, runPaths(dir, this.#record.restartCount).raw)
    this.#record = { ...this.#record, identity: process.identity, startedAt: seconds(now()), ready: false }
    note('Normal', 'Started', `Started container ${container.name}`)
    // Stopped while it was being started: `stop` did not know of it.
    if (this.#stopped.signal.aborted) void stopProcess(process, 0)
    return process
  }

  /** Shows why the container can't start; returns how long to wait before the next try. */
  #refuse(error: unknown, attempt: number): number {
    const message = error instanceof Error ? error.message : String(error)
    const refused = error instanceof LaunchRefusal ? error.reason : 'RunContainerError'
    const reason = refused === 'ErrImagePull' && attempt % 2 === 1 ? 'ImagePullBackOff' : refused
    this.#set({ kind: 'waiting', reason, message })
    this.#options.note('Warning', reason === 'ImagePullBackOff' ? 'BackOff' : 'Failed', message)
    return retryMs(refused === 'ErrImagePull', attempt)
  }

  async #supervise(process: ContainerProcess): Promise<Exit> {
    const { container, dir, probeAddress, onChange } = this.#options
    const collector = openCollector(runPaths(dir, this.#record.restartCount), (line) => this.#tap.push(line))
    this.#process = process
    this.#probes = new ContainerProbes({
      container,
      address: probeAddress,
      launch: this.#options.launch,
      adoptedReady: this.#record.ready,
      onChange,
      onUnhealthy: (kind, message) => this.#options.note('Warning', 'Unhealthy', `${kind} probe failed: ${message}`),
      onKill: (kind) => this.#kill(process, kind),
    })
    this.#set({
      kind: 'running',
      startedAt: this.#record.startedAt ?? seconds(this.#options.now()),
      identity: process.identity,
    })
    this.#probes.start()
    const exit = await process.exited
    this.#probes.stop()
    this.#process = undefined
    collector?.close()
    return exit
  }

  #kill(process: ContainerProcess, kind: string): void {
    const { container, graceMs, note } = this.#options
    note('Normal', 'Killing', `Container ${container.name} failed ${kind.toLowerCase()} probe, will be restarted`)
    void stopProcess(process, graceMs)
  }

  /** Notes the end and waits for the restart; false when there is none. */
  async #afterExit(exit: Exit): Promise<boolean> {
    const { policy } = this.#options
    const result = this.#terminated(exit)
    const rest = { ...this.#record, identity: undefined, ready: false }
    if (this.#stopped.signal.aborted || !restarts(policy, exit.exitCode)) {
      this.#record = { ...rest, done: result }
      this.#set({ kind: 'terminated', result, final: true })
      return false
    }
    this.#record = { ...rest, lastTerminated: result }
    await this.#backOff()
    return !this.#stopped.signal.aborted || this.#giveUp(result)
  }

  /** An earlier agent ended between the end of a run and its restart. */
  #wasBackingOff(): boolean {
    const { startedAt, lastTerminated } = this.#record
    return lastTerminated !== undefined && lastTerminated.startedAt === startedAt
  }

  async #backOff(): Promise<void> {
    const { backoff, container, note } = this.#options
    const { startedAt = '', lastTerminated: result, backoffFailures, restartCount } = this.#record
    const ranMs = Date.parse(result?.finishedAt ?? '') - Date.parse(startedAt)
    const { delayMs, state } = nextRestart({ failures: backoffFailures }, ranMs, backoff)
    this.#record = { ...this.#record, backoffFailures: state.failures }
    if (delayMs > 0) {
      const message = `back-off ${delayMs / 1000}s restarting failed container=${container.name}`
      this.#set({ kind: 'waiting', reason: 'CrashLoopBackOff', message })
      note('Warning', 'BackOff', `Back-off restarting failed container ${container.name}`)
      await this.#pause(delayMs)
    } else if (result !== undefined) this.#set({ kind: 'terminated', result, final: false })
    if (!this.#stopped.signal.aborted)
      this.#record = { ...this.#record, restartCount: restartCount + 1, startedAt: undefined }
  }

  #giveUp(result: TerminatedRecord): false {
    this.#set({ kind: 'terminated', result, final: true })
    return false
  }

  #terminated({ exitCode, signal, reason, message }: Exit): TerminatedRecord {
    return {
      exitCode,
      ...(signal === undefined ? {} : { signal }),
      reason: reason ?? (exitCode === 0 ? 'Completed' : 'Error'),
      ...(message === undefined ? {} : { message }),
      startedAt: this.#record.startedAt ?? seconds(this.#options.now()),
      finishedAt: seconds(this.#options.now()),
    }
  }

  #pause(ms: number): Promise<void> {
    return delay(ms, undefined, { signal: this.#stopped.signal, ref: false }).catch(() => undefined)
  }

  #set(state: ContainerSnapshot['state']): void {
    this.#state = state
    this.#options.onChange()
  }
}

/** What is missing may come any moment; an image that is not ours hardly ever does. */
function retryMs(isImage: boolean, attempt: number): number {
  return Math.min(isImage ? 60_000 : 3_000, 500 * 2 ** Math.min(attempt, 7))
}

/** On a full disk a container runs without a log rather than not at all. */
function openCollector(paths: RunPaths, onLine: (line: LogLine) => void): OutputCollector | undefined {
  try {
    return new OutputCollector(paths, onLine)
  } catch {
    return undefined
  }
}

/** Keeps the files of the run before, for `kubectl logs --previous`. */
function removeOldRuns(dir: string, run: number): void {
  for (const file of readdirSync(dir)) if (Number.parseInt(file, 10) < run - 1) rmSync(join(dir, file), { force: true })
}

function seconds(date: Date): string {
  return date.toISOString().replace(/\.\d+Z$/, 'Z')
}
