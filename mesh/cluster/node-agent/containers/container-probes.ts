import { setTimeout as delay } from 'node:timers/promises'
import type { Container, Probe } from '../../objects/container.ts'
import { runProber, type ProbeKind } from '../probes/prober.ts'
import type { Launch } from '../processes/container-process.ts'

export type ContainerProbesOptions = {
  readonly container: Container
  readonly address: string
  readonly launch: () => Promise<Launch>
  /** Taken over as ready: stays so until the probe says otherwise. */
  readonly adoptedReady: boolean
  readonly onChange: () => void
  readonly onUnhealthy: (kind: ProbeKind, message: string) => void
  /** The startup or liveness probe failed for good. */
  readonly onKill: (kind: ProbeKind) => void
}

/** The probes of one run of a container: startup first, then liveness and readiness side by side. */
export class ContainerProbes {
  readonly #options: ContainerProbesOptions
  readonly #stop = new AbortController()
  readonly #startup = new AbortController()
  #killed = false
  #started: boolean
  #ready: boolean

  constructor(options: ContainerProbesOptions) {
    this.#options = options
    this.#started = options.container.startupProbe === undefined || options.adoptedReady
    this.#ready = options.adoptedReady || (this.#started && options.container.readinessProbe === undefined)
  }

  get started(): boolean {
    return this.#started
  }

  get ready(): boolean {
    return this.#ready
  }

  start(): void {
    const { startupProbe } = this.#options.container
    if (this.#started || startupProbe === undefined) return this.#afterStartup()
    void this.#watch('Startup', startupProbe, (verdict) => {
      if (verdict === 'failed') return this.#kill('Startup')
      this.#startup.abort()
      this.#started = true
      this.#ready = this.#options.container.readinessProbe === undefined
      this.#options.onChange()
      this.#afterStartup()
    })
  }

  stop(): void {
    this.#stop.abort()
    this.#ready = false
  }

  #afterStartup(): void {
    const { livenessProbe, readinessProbe } = this.#options.container
    if (livenessProbe !== undefined)
      void this.#watch('Liveness', livenessProbe, (verdict) => {
        if (verdict === 'failed') this.#kill('Liveness')
      })
    if (readinessProbe !== undefined)
      void this.#watch('Readiness', readinessProbe, (verdict) => this.#setReady(verdict === 'passed'))
  }

  #kill(kind: ProbeKind): void {
    if (this.#killed) return
    this.#killed = true
    this.#options.onKill(kind)
  }

  #setReady(ready: boolean): void {
    if (this.#ready === ready) return
    this.#ready = ready
    this.#options.onChange()
  }

  async #watch(kind: ProbeKind, probe: Probe, onVerdict: (verdict: 'passed' | 'failed') => void): Promise<void> {
    const { container, address, launch, onUnhealthy } = this.#options
    const environment = probe.exec === undefined ? { argv: [], env: {}, cwd: '/' } : await this.#environment(launch)
    if (environment === undefined) return
    await runProber(
      probe,
      { container, address, launch: environment },
      {
        signal: kind === 'Startup' ? AbortSignal.any([this.#stop.signal, this.#startup.signal]) : this.#stop.signal,
        eager: kind !== 'Liveness' && !this.#ready,
        onVerdict,
        onFailure: (message, verdict) => {
          // Before the first success a single failure is the normal course of a start, not news.
          if (kind === 'Liveness' || this.#ready || verdict === 'failed') onUnhealthy(kind, message)
        },
      },
    )
  }

  /** For `exec`. A container that runs was launchable, so what is missing now (the cluster API, say) comes back. */
  async #environment(launch: () => Promise<Launch>): Promise<Launch | undefined> {
    const { signal } = this.#stop
    while (!signal.aborted) {
      try {
        return await launch()
      } catch {
        await delay(1_000, undefined, { signal, ref: false }).catch(() => undefined)
      }
    }
    return undefined
  }
}
