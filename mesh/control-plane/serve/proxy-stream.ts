import type { ProxyClaim } from '../registry/proxy.ts'
import { AckLog } from './ack-log.ts'
import type { DiscoveryRequest, DiscoveryResponse } from './discovery-wire.ts'
import {
  afterRequest,
  afterSend,
  interpret,
  sameResources,
  selectResources,
  unsubscribed,
  type ResourceSet,
  type Sent,
  type Subscription,
} from './subscription.ts'
import { typeUrl, xdsTypes, type XdsType } from './type-urls.ts'

/** Everything one proxy should have, from one snapshot. */
export interface Desired {
  readonly generation: number
  readonly resources: { readonly [Type in XdsType]: ResourceSet }
}

export interface StreamEvents {
  send(response: DiscoveryResponse): void
  /** A response was accepted. */
  acked(type: XdsType, sent: Sent): void
  /** A response was refused; the proxy keeps what it had. */
  rejected(type: XdsType, sent: Sent, message: string): void
  now(): number
}

/** Unanswered responses of one type above which a proxy is left to catch up, so that it skips what is overtaken. */
const maxInFlight = 2
/** An answer that takes longer may wait for the very thing that would be held back. */
export const patienceMs = 2_000
const wildcard: ReadonlySet<XdsType> = new Set(['cds', 'lds'])
/** A replaced cluster or listener asks again for what hangs on it. */
const dependents: Partial<Record<XdsType, XdsType>> = { cds: 'eds', lds: 'rds' }

/**
 * One proxy's ADS stream: state of the world per type. A push sends only types whose content differs from what was last
 * sent, in the order clusters, endpoints, listeners, routes. Clusters that disappear stay until the listeners and routes
 * that named them are replaced and accepted, so that no request meets a missing cluster.
 */
export class ProxyStream {
  readonly claim: ProxyClaim
  readonly hasIdentity: boolean
  readonly connectedAt: number
  private readonly events: StreamEvents
  private readonly subscriptions = new Map<XdsType, Subscription>()
  private readonly ackLogs = new Map<XdsType, AckLog>()
  private desired: Desired | undefined
  /** The newest state, while the proxy is too slow to be sent more. */
  private waiting: Desired | undefined
  private retainedClusters: ResourceSet = new Map()
  private nonces = 0

  constructor(claim: ProxyClaim, hasIdentity: boolean, events: StreamEvents) {
    this.claim = claim
    this.hasIdentity = hasIdentity
    this.events = events
    this.connectedAt = events.now()
  }

  /** Takes one request of the proxy for one type. */
  handle(type: XdsType, request: DiscoveryRequest): void {
    const state = this.subscriptions.get(type) ?? unsubscribed
    const meaning = interpret(state, request)
    this.subscriptions.set(type, afterRequest(state, request, this.events.now()))
    switch (meaning.kind) {
      case 'stale':
        return
      case 'subscribe':
        return this.sendIfKnown(type)
      case 'nack':
        this.events.rejected(type, meaning.sent, meaning.message)
        return this.catchUp()
      case 'ack':
        this.events.acked(type, meaning.sent)
        if (meaning.wantsMore) this.sendIfKnown(type)
        this.settle(type, meaning.sent.generation)
        return this.catchUp()
    }
  }

  /** Brings the proxy to a newer state: sends what differs. */
  push(desired: Desired): void {
    const isSlow = xdsTypes.some((type) => this.isSlow(type))
    this.waiting = isSlow ? desired : undefined
    if (isSlow) return
    this.retain(desired)
    this.desired = desired
    for (const type of xdsTypes) {
      const state = this.subscriptions.get(type)
      if (state === undefined) continue
      if (state.sent !== undefined && sameResources(state.sent.resources, this.wanted(type, state)))
        this.settle(type, 0)
      else this.send(type)
    }
  }

  /** Sends the given secrets, if they were asked for and differ. */
  pushSecrets(secrets: ResourceSet): void {
    const newest = this.waiting ?? this.desired
    if (newest !== undefined) this.push({ ...newest, resources: { ...newest.resources, sds: secrets } })
  }

  /** Whether a newer state waits for the proxy to catch up. */
  get isWaiting(): boolean {
    return this.waiting !== undefined
  }

  subscription(type: XdsType): Subscription | undefined {
    return this.subscriptions.get(type)
  }

  /** Types the proxy has asked for. */
  subscribedTypes(): XdsType[] {
    return xdsTypes.filter((type) => this.subscriptions.has(type))
  }

  /** When a type reached a generation; undefined while it has not. */
  reachedAt(type: XdsType, generation: number): number | undefined {
    return this.ackLogs.get(type)?.reachedAt(generation)
  }

  private isSlow(type: XdsType): boolean {
    const { inFlight = [] } = this.subscriptions.get(type) ?? {}
    const [oldest] = inFlight
    return oldest !== undefined && inFlight.length >= maxInFlight && this.events.now() - oldest.at < patienceMs
  }

  private catchUp(): void {
    if (this.waiting !== undefined) this.push(this.waiting)
  }

  private sendIfKnown(type: XdsType): void {
    if (this.desired !== undefined) this.send(type)
  }

  private send(type: XdsType): void {
    const state = this.subscriptions.get(type)
    if (state === undefined || this.desired === undefined) return
    const { generation } = this.desired
    this.nonces += 1
    const at = this.events.now()
    const sent: Sent = {
      nonce: `${generation}-${type}-${this.nonces}`,
      version: `${new Date(at).toISOString()}/${generation}`,
      resources: this.wanted(type, state),
      generation,
      at,
    }
    this.subscriptions.set(type, afterSend(state, sent))
    this.markDependent(type)
    this.events.send({
      typeUrl: typeUrl(type),
      versionInfo: sent.version,
      nonce: sent.nonce,
      resources: [...sent.resources.values()].map(({ bytes }) => bytes),
    })
  }

  private markDependent(type: XdsType): void {
    const dependent = dependents[type]
    const state = dependent && this.subscriptions.get(dependent)
    if (dependent && state) this.subscriptions.set(dependent, { ...state, owesRefresh: true })
  }

  private wanted(type: XdsType, state: Subscription): ResourceSet {
    const own = this.desired?.resources[type] ?? new Map()
    const all = type === 'cds' && this.retainedClusters.size > 0 ? new Map([...this.retainedClusters, ...own]) : own
    return selectResources(state, all, wildcard.has(type))
  }

  private retain({ resources }: Desired): void {
    const sent = this.subscriptions.get('cds')?.sent?.resources ?? new Map()
    const gone = [...sent].filter(([name]) => !resources.cds.has(name))
    this.retainedClusters = new Map(gone)
  }

  /** After an answer, or when nothing had to be sent: notes what is in force, and lets go of clusters nobody names any more. */
  private settle(type: XdsType, ackedGeneration: number): void {
    const state = this.subscriptions.get(type)
    if (state === undefined || this.desired === undefined) return
    const idle = state.inFlight.length === 0 && state.rejected === undefined
    const generation = idle ? this.desired.generation : ackedGeneration
    this.logOf(type).mark(generation, this.events.now())
    this.releaseClusters()
  }

  private releaseClusters(): void {
    if (this.retainedClusters.size === 0 || !this.isSettled('lds') || !this.isSettled('rds')) return
    this.retainedClusters = new Map()
    this.send('cds')
  }

  private isSettled(type: XdsType): boolean {
    const state = this.subscriptions.get(type)
    if (state?.sent === undefined) return true
    return (
      state.inFlight.length === 0 &&
      state.rejected === undefined &&
      sameResources(state.sent.resources, this.wanted(type, state))
    )
  }

  private logOf(type: XdsType): AckLog {
    const log = this.ackLogs.get(type) ?? new AckLog()
    this.ackLogs.set(type, log)
    return log
  }
}
