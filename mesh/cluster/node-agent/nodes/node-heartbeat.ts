import { setTimeout as delay } from 'node:timers/promises'
import type { Logger } from '../../../../lib/platform/logger.ts'
import { node as nodeSchema } from '../../objects/node.ts'
import { ApiFailure, type ApiClient } from '../cluster/api-client.ts'
import { hasNews } from './has-news.ts'
import { renewLease } from './node-lease.ts'
import { nodeObject, nodeStatus, virtualNodes, type NodeFacts, type VirtualNode } from './virtual-nodes.ts'

/** How often a node says that it lives. */
const heartbeatMs = 10_000
const retryMs = 1_000

/** Registers the virtual nodes, renews their leases and keeps their status true until stopped. */
export class NodeHeartbeat {
  readonly #client: ApiClient
  readonly #logger: Logger
  readonly #facts: NodeFacts
  readonly #stop = new AbortController()

  constructor(options: { client: ApiClient; logger: Logger; facts: NodeFacts }) {
    this.#client = options.client
    this.#logger = options.logger
    this.#facts = options.facts
  }

  start(): void {
    void this.#run()
  }

  /** Says that the nodes take no more pods; gives up after a second when nobody listens. */
  async stop(): Promise<void> {
    this.#stop.abort()
    const farewell = Promise.allSettled(virtualNodes.map((node) => this.#report(node, false)))
    await Promise.race([farewell, delay(1_000, undefined, { ref: false })])
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop
    while (!signal.aborted) {
      const ok = await this.#beat()
      await delay(ok ? heartbeatMs : retryMs, undefined, { signal, ref: false }).catch(() => undefined)
    }
  }

  async #beat(): Promise<boolean> {
    try {
      // All exist before the first is ready, so that the scheduler knows how many there will be.
      for (const node of virtualNodes) await this.#getOrCreate(node, pathOf(node))
      await Promise.all(virtualNodes.map((node) => this.#report(node, true)))
      await Promise.all(virtualNodes.map(({ name }) => renewLease(this.#client, name, new Date())))
      return true
    } catch (error) {
      this.#logger.debug({ err: error }, 'node status not written')
      return false
    }
  }

  async #report(node: VirtualNode, ready: boolean): Promise<void> {
    const path = pathOf(node)
    const known = nodeSchema.parse(await this.#getOrCreate(node, path))
    const now = new Date()
    const status = nodeStatus(node, this.#facts, { ready, now })
    if (!hasNews(known.status, status, now)) return
    const before = known.status?.conditions?.find(({ type }) => type === 'Ready')
    const conditions = status.conditions.map((condition) => ({
      ...condition,
      lastTransitionTime: before?.status === condition.status ? before.lastTransitionTime : condition.lastHeartbeatTime,
    }))
    const body = { status: { ...status, conditions } }
    await this.#client.call({
      method: 'PATCH',
      path: `${path}/status`,
      body,
      contentType: 'application/merge-patch+json',
    })
  }

  async #getOrCreate(node: VirtualNode, path: string): Promise<unknown> {
    try {
      return await this.#client.call({ method: 'GET', path })
    } catch (error) {
      if (!(error instanceof ApiFailure) || error.code !== 404) throw error
      return this.#client.call({ method: 'POST', path: '/api/v1/nodes', body: nodeObject(node) })
    }
  }
}

function pathOf({ name }: VirtualNode): string {
  return `/api/v1/nodes/${name}`
}
