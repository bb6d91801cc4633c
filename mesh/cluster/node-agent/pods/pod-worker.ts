import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { appAddressAnnotation, podAddress } from '../../../network/addresses.ts'
import type { Container } from '../../objects/container.ts'
import { isTerminating, pod as podSchema, type Pod } from '../../objects/pod.ts'
import { ApiFailure } from '../cluster/api-client.ts'
import { hasEnded, type ContainerSnapshot } from '../containers/container-snapshot.ts'
import { ContainerWorker } from '../containers/container-worker.ts'
import type { LogSource } from '../logs/log-server.ts'
import { ChangeSignal } from './change-signal.ts'
import { appAddressOf, proxyContainer } from './app-address.ts'
import { launchContainer } from './launch-container.ts'
import type { PodHost } from './pod-host.ts'
import { podDir, writeRecord, type PodRecord } from './pod-record.ts'
import { podStatus } from './pod-status.ts'
import { StatusWriter } from './status-writer.ts'
import { storedAccessLogSecret } from '../proxy/proxy-files.ts'
import { ServiceRelays } from './service-relays.ts'
import { stopPod, type StoppablePod } from './stop-pod.ts'

export type PodWorkerOptions = {
  readonly host: PodHost
  readonly pod: Pod
  readonly index: number
  /** What an earlier agent left of this pod. */
  readonly record: PodRecord | undefined
  /** The pod is gone: from the machine and from the API. */
  readonly onGone: () => void
}

/** Runs one pod from its assignment to its end, and reports on it. */
export class PodWorker {
  readonly #options: PodWorkerOptions
  readonly #dir: string
  readonly #podIp: string
  #relays: ServiceRelays | undefined
  readonly #startTime: string
  readonly #init: readonly ContainerWorker[]
  readonly #containers: ReadonlyMap<string, ContainerWorker>
  readonly #status: StatusWriter
  readonly #changed = new ChangeSignal()
  readonly #stopping = new AbortController()
  #pod: Pod
  #ending: Promise<void> | undefined

  constructor(options: PodWorkerOptions) {
    const { host, pod, record } = options
    this.#options = options
    this.#pod = pod
    this.#podIp = podAddress(host.settings.HEDDLE_POD_NETWORK, options.index)
    this.#startTime = record?.startTime ?? seconds(host.now())
    this.#dir = podDir(host.podsDir, pod.metadata)
    mkdirSync(join(this.#dir, 'tmp'), { recursive: true, mode: 0o700 })
    this.#status = new StatusWriter({
      client: host.client,
      logger: host.logger,
      path: `${podPath(pod)}/status`,
      status: () => this.#currentStatus(),
      onStored: (stored) => this.#store(stored),
    })
    this.#init = (pod.spec.initContainers ?? []).map((container) => this.#createWorker(container, true))
    this.#containers = new Map(
      pod.spec.containers.map((container) => [container.name, this.#createWorker(container, false)]),
    )
    this.#save()
  }

  /** Where the pod keeps its files. */
  get folder(): string {
    return this.#dir
  }

  get pod(): Pod {
    return this.#pod
  }

  logs(container: string): LogSource | undefined {
    const index = (this.#pod.spec.initContainers ?? []).findIndex(({ name }) => name === container)
    return (index === -1 ? this.#containers.get(container) : this.#init[index])?.logs
  }

  start(): void {
    this.#status.touch()
    void this.#annotate()
    void this.#serveStats()
    void this.#run().catch((error: unknown) =>
      this.#options.host.logger.error({ pod: this.#pod.metadata.name, err: error }, 'pod failed'),
    )
  }

  /** A newer copy from the API: a deletion mark starts the end. */
  update(pod: Pod): void {
    this.#store(pod)
    if (isTerminating(pod)) this.#terminate((pod.metadata.deletionGracePeriodSeconds ?? 30) * 1000)
    else this.#status.touch()
  }

  /** The pod vanished from the API: end its processes without grace and forget it. */
  remove(): void {
    this.#terminate(0)
  }

  /** Ends the processes and keeps pod and record, for an agent that stops and comes back. */
  async suspend(graceMs: number): Promise<void> {
    this.#stopping.abort()
    this.#relays?.stop()
    await this.#status.close()
    const clean = { ...this.#record(), containers: this.#containersAtRest() }
    await Promise.all(this.#all().map((worker) => worker.stop(graceMs)))
    writeRecord(this.#dir, clean)
  }

  async #run(): Promise<void> {
    for (const worker of this.#init) {
      if (this.#stopping.signal.aborted) return
      await worker.run()
      const { state } = worker.snapshot
      if (state.kind === 'terminated' && state.result.exitCode !== 0) return
    }
    const proxy = this.#containers.get(proxyContainer)
    if (proxy !== undefined) {
      void proxy.run()
      // Apps that run already are taken over at once; new ones wait until the proxy can carry their traffic.
      if (!this.#isAdopted()) await this.#until(() => proxy.snapshot.ready)
    } else this.#relay()
    if (this.#stopping.signal.aborted) return
    const apps = [...this.#containers].filter(([name]) => name !== proxyContainer).map(([, worker]) => worker.run())
    await Promise.all(apps)
    // A pod whose apps have completed is complete: its proxy has nobody left to serve.
    if (apps.length > 0 && !this.#stopping.signal.aborted) await proxy?.stop(2_000)
  }

  #terminate(graceMs: number): void {
    this.#stopping.abort()
    this.#changed.fire()
    // A forced deletion cuts a graceful end short.
    if (this.#ending !== undefined && graceMs === 0) for (const worker of this.#all()) void worker.stop(0)
    this.#ending ??= this.#end(graceMs)
  }

  async #end(graceMs: number): Promise<void> {
    const { host, onGone } = this.#options
    await stopPod(this.#stoppable(), host, graceMs)
    await this.#status.close()
    this.#relays?.stop()
    await host.stats.removePod(this.#statsKey())
    await this.#confirm()
    rmSync(this.#dir, { recursive: true, force: true })
    onGone()
  }

  #stoppable(): StoppablePod {
    return {
      pod: this.#pod,
      podIp: this.#podIp,
      init: this.#init,
      containers: this.#containers,
      launch: (container) => this.#launch(container),
    }
  }

  /** Tells the API that the pod has ended, until it knows. */
  async #confirm(): Promise<void> {
    const { host } = this.#options
    const { uid } = this.#pod.metadata
    const body = { apiVersion: 'v1', kind: 'DeleteOptions', gracePeriodSeconds: 0, preconditions: { uid } }
    for (let attempt = 0; ; attempt++) {
      try {
        await host.client.call({ method: 'DELETE', path: podPath(this.#pod), body })
        return
      } catch (error) {
        // 404: gone already; 409: another pod has the name by now.
        if (error instanceof ApiFailure && (error.code === 404 || error.code === 409)) return
        await this.#changed.wait(Math.min(5_000, 250 * 2 ** Math.min(attempt, 5)))
      }
    }
  }

  #relay(): void {
    const { client, servicesOf } = this.#options.host
    const { namespace } = this.#pod.metadata
    this.#relays = new ServiceRelays({ client, podIp: this.#podIp, namespace, services: servicesOf(namespace) })
    this.#relays.start()
  }

  /** The address may be held for a moment by what is ending: tried again until it is free. */
  async #serveStats(): Promise<void> {
    if (!this.#containers.has(proxyContainer)) return
    const { stats, logger } = this.#options.host
    while (!this.#stopping.signal.aborted) {
      try {
        return await stats.addPod(this.#statsKey(), () => storedAccessLogSecret(this.#dir))
      } catch (error) {
        logger.warn({ pod: this.#pod.metadata.name, err: error }, 'statistics port not served')
        await this.#changed.wait(5_000)
      }
    }
  }

  #statsKey() {
    const { name, namespace } = this.#pod.metadata
    return { podIp: this.#podIp, name, namespace }
  }

  async #annotate(): Promise<void> {
    const wanted = appAddressOf(this.#pod, this.#podIp)
    while (!this.#stopping.signal.aborted && this.#pod.metadata.annotations?.[appAddressAnnotation] !== wanted) {
      try {
        const body = { metadata: { annotations: { [appAddressAnnotation]: wanted } } }
        const call = {
          method: 'PATCH',
          path: podPath(this.#pod),
          body,
          contentType: 'application/merge-patch+json',
        } as const
        this.#store(podSchema.parse(await this.#options.host.client.call(call)))
        return
      } catch (error) {
        if (error instanceof ApiFailure && error.code === 404) return
        await this.#changed.wait(1_000)
      }
    }
  }

  #createWorker(container: Container, isInit: boolean): ContainerWorker {
    const { host, pod, record } = this.#options
    const { restartPolicy, terminationGracePeriodSeconds = 30 } = pod.spec
    const fieldPath = `spec.${isInit ? 'initContainers' : 'containers'}{${container.name}}`
    return new ContainerWorker({
      container,
      policy: isInit && restartPolicy === 'Always' ? 'OnFailure' : restartPolicy,
      dir: join(this.#dir, 'containers', container.name),
      probeAddress: container.name === proxyContainer ? this.#podIp : appAddressOf(pod, this.#podIp),
      graceMs: terminationGracePeriodSeconds * 1000,
      backoff: host.backoff,
      now: host.now,
      launch: () => this.#launch(container),
      onChange: () => this.#onChange(),
      note: (type, reason, message) => {
        const note = { regarding: this.#pod, type, reason, message, fieldPath }
        host.note({ ...note, component: 'kubelet', host: pod.spec.nodeName ?? '' })
      },
      record: record?.containers[container.name],
    })
  }

  #launch(container: Container) {
    return launchContainer({ host: this.#options.host, pod: this.#pod, container, podIp: this.#podIp, dir: this.#dir })
  }

  #onChange(): void {
    this.#save()
    this.#status.touch()
    this.#changed.fire()
  }

  async #until(condition: () => boolean): Promise<void> {
    while (!condition() && !this.#stopping.signal.aborted) await this.#changed.wait(1_000)
  }

  #isAdopted(): boolean {
    const containers = this.#options.record?.containers ?? {}
    return Object.entries(containers).some(([name, { identity }]) => name !== proxyContainer && identity !== undefined)
  }

  #store(stored: Pod): void {
    if (stored.metadata.uid === this.#pod.metadata.uid) this.#pod = stored
  }

  #currentStatus() {
    const snapshots = (workers: Iterable<ContainerWorker>): ContainerSnapshot[] =>
      [...workers].map(({ snapshot }) => snapshot)
    return podStatus({
      pod: this.#pod,
      podIp: this.#podIp,
      startTime: this.#startTime,
      containers: snapshots(this.#containers.values()),
      initContainers: snapshots(this.#init),
      now: this.#options.host.now(),
    })
  }

  #all(): ContainerWorker[] {
    return [...this.#init, ...this.#containers.values()]
  }

  #record(): PodRecord {
    const { uid, namespace, name } = this.#pod.metadata
    const containers = Object.fromEntries(this.#all().map((worker) => [worker.snapshot.name, worker.record]))
    return { uid, namespace, name, index: this.#options.index, startTime: this.#startTime, containers }
  }

  /** Records without processes: the next start begins them anew, not as crashes. */
  #containersAtRest(): PodRecord['containers'] {
    const ended = new Set(
      this.#all()
        .filter(({ snapshot }) => hasEnded(snapshot))
        .map(({ snapshot }) => snapshot.name),
    )
    return Object.fromEntries(
      Object.entries(this.#record().containers).map(([name, record]) => [
        name,
        ended.has(name) ? record : { ...record, identity: undefined, ready: false },
      ]),
    )
  }

  #save(): void {
    if (this.#ending !== undefined || this.#stopping.signal.aborted) return
    try {
      writeRecord(this.#dir, this.#record())
    } catch (error) {
      this.#options.host.logger.warn({ pod: this.#pod.metadata.name, err: error }, 'pod record not written')
    }
  }
}

function podPath({ metadata: { namespace, name } }: Pod): string {
  return `/api/v1/namespaces/${namespace}/pods/${name}`
}

function seconds(date: Date): string {
  return date.toISOString().replace(/\.\d+Z$/, 'Z')
}
