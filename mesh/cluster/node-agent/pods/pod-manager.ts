import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { StoredObject } from '../../../../lib/domain/kubernetes/object.ts'
import { isPodFinished, isTerminating, pod as podSchema, type Pod } from '../../objects/pod.ts'
import type { LogSource } from '../logs/log-server.ts'
import { stopStale } from '../processes/stop-process.ts'
import { AddressPool, podLimit } from './address-pool.ts'
import type { PodHost } from './pod-host.ts'
import { podDir, readRecords, type PodRecord } from './pod-record.ts'
import { PodWorker } from './pod-worker.ts'

export type PodManagerOptions = { readonly host: PodHost; readonly nodes: ReadonlySet<string> }

/** One worker for each pod that is assigned to this agent's nodes. */
export class PodManager {
  readonly #host: PodHost
  readonly #nodes: ReadonlySet<string>
  readonly #workers = new Map<string, PodWorker>()
  readonly #records: Map<string, PodRecord>
  readonly #addresses = new AddressPool()
  readonly #waiting = new Map<string, Pod>()

  constructor({ host, nodes }: PodManagerOptions) {
    this.#host = host
    this.#nodes = nodes
    this.#records = new Map(readRecords(host.podsDir).map((record) => [record.uid, record]))
    for (const { index, uid } of this.#records.values()) this.#addresses.reserve(index, uid)
  }

  get podCount(): number {
    return this.#workers.size
  }

  /** A pod changed, or is gone (`undefined`). */
  change(uid: string, object: StoredObject | undefined): void {
    const worker = this.#workers.get(uid)
    if (object === undefined) {
      this.#waiting.delete(uid)
      return worker?.remove()
    }
    const parsed = podSchema.safeParse(object)
    // One pod that can't be read must not keep the others from being followed.
    if (!parsed.success) return this.#host.logger.error({ uid, err: parsed.error }, 'pod not understood')
    if (worker !== undefined) return worker.update(parsed.data)
    if (this.#nodes.has(parsed.data.spec.nodeName ?? '')) this.#begin(parsed.data)
  }

  /** After the first complete list: what an earlier agent recorded and nobody wants any more is ended. */
  async clearStale(): Promise<void> {
    const stale = [...this.#records.values()]
    this.#records.clear()
    await Promise.all(stale.map((record) => this.#endStale(record)))
    removeFoldersExcept(this.#host.podsDir, new Set([...this.#workers.values()].map(({ folder }) => folder)))
  }

  find(namespace: string, name: string, container: string): LogSource | undefined {
    const match = [...this.#workers.values()].find(
      ({ pod: { metadata } }) => metadata.namespace === namespace && metadata.name === name,
    )
    return match?.logs(container)
  }

  /** Ends all processes; pods and records stay for the next agent. */
  async suspend(graceMs: number): Promise<void> {
    await Promise.all([...this.#workers.values()].map((worker) => worker.suspend(graceMs)))
  }

  #begin(pod: Pod): void {
    const { uid } = pod.metadata
    const record = this.#records.get(uid)
    this.#records.delete(uid)
    if (record === undefined && isPodFinished(pod) && !isTerminating(pod)) return
    const index = record?.index ?? this.#allocate(pod)
    if (index === undefined) return
    const onGone = () => {
      this.#workers.delete(uid)
      this.#addresses.release(uid)
      // A copy: one that must go on waiting is put back.
      const waiting = [...this.#waiting.values()]
      for (const other of waiting) this.#begin(other)
    }
    this.#run(new PodWorker({ host: this.#host, pod, index, record, onGone }))
  }

  #run(worker: PodWorker): void {
    const { pod } = worker
    this.#workers.set(pod.metadata.uid, worker)
    if (isTerminating(pod)) worker.update(pod)
    else worker.start()
  }

  /** Without a free address the pod waits until another one ends. */
  #allocate(pod: Pod): number | undefined {
    const { uid } = pod.metadata
    this.#waiting.delete(uid)
    const index = this.#addresses.allocate(uid)
    if (index !== undefined) return index
    this.#waiting.set(uid, pod)
    const message = `all ${podLimit} pod addresses of this machine are taken: the pod waits until another one ends`
    this.#host.note({
      regarding: pod,
      type: 'Warning',
      reason: 'FailedCreatePodSandBox',
      message,
      component: 'kubelet',
    })
    return undefined
  }

  async #endStale(record: PodRecord): Promise<void> {
    const identities = Object.values(record.containers).flatMap(({ identity }) =>
      identity === undefined ? [] : [identity],
    )
    await Promise.all(identities.map((identity) => stopStale(identity, 2_000)))
    rmSync(podDir(this.#host.podsDir, record), { recursive: true, force: true })
    this.#addresses.release(record.uid)
  }
}

/** Folders without a readable record belong to nobody. */
function removeFoldersExcept(podsDir: string, kept: ReadonlySet<string>): void {
  for (const entry of readdirSync(podsDir))
    if (!kept.has(join(podsDir, entry))) rmSync(join(podsDir, entry), { recursive: true, force: true })
}
