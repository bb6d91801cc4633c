import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Logger } from '../../../lib/platform/logger.ts'
import type { Authority } from '../authority/authority.ts'
import type { Addressing } from '../generators/addressing/addressing.ts'
import { proxyOf, type Proxy, type ProxyClaim } from '../registry/proxy.ts'
import type { Workload } from '../registry/model.ts'
import { workloadKey } from '../registry/workloads.ts'
import type { Snapshot } from '../snapshot.ts'
import type { TokenIdentity } from './authenticate.ts'
import { issueCredentials, subjectOf, type WorkloadCredentials } from './credentials.ts'
import { desiredState, type DesiredState } from './desired-state.ts'
import type { DiscoveryResponse } from './discovery-wire.ts'
import type { ServeMetrics } from './metrics.ts'
import { patienceMs, ProxyStream } from './proxy-stream.ts'
import { ResourceCache } from './resource-cache.ts'
import type { Sent } from './subscription.ts'
import { typeOfUrl, type XdsType } from './type-urls.ts'

export interface FleetInput {
  readonly addressing: Addressing
  readonly metrics: ServeMetrics
  readonly logger: Logger
  readonly certificateTtlMs: number
  readonly now: () => number
}

/** One connected proxy. */
export interface Member {
  readonly stream: ProxyStream
  readonly proxy: () => Proxy
  /** Verified; undefined on the plaintext port. */
  readonly identity: TokenIdentity | undefined
  state: DesiredState | undefined
  credentials: WorkloadCredentials | undefined
  /** Why the last renewal failed; it stays until one succeeds. */
  renewalFailure: { readonly message: string; readonly at: number } | undefined
}

const keptGenerations = 256
const renewalRetryMs = 5_000
/** Timers hold 31 bits; a certificate that lives longer is replaced earlier. */
const longestTimerMs = 2_147_483_647

/** All connected proxies and the snapshot they are served from. */
export class Fleet {
  private readonly input: FleetInput
  private readonly cache = new ResourceCache()
  private readonly membersByStream = new Map<ProxyStream, Member>()
  private readonly rotations = new Map<Member, NodeJS.Timeout>()
  private readonly due = new Set<Member>()
  /** When the first change of a generation was seen, in milliseconds since the epoch. */
  private readonly changedAt = new Map<number, number>()
  private draining = false
  private current: Snapshot | undefined
  private authority: Authority | undefined

  constructor(input: FleetInput) {
    this.input = input
  }

  get snapshot(): Snapshot | undefined {
    return this.current
  }

  /** Ready when there is something to serve and an authority to sign with. */
  get isReady(): boolean {
    return this.current !== undefined && this.authority !== undefined
  }

  members(): Member[] {
    return [...this.membersByStream.values()]
  }

  useAuthority(authority: Authority): void {
    this.authority = authority
    this.input.metrics.rootExpires(authority.rootExpiresAt)
  }

  /** Serves a new snapshot: every proxy whose configuration differs is sent the difference. */
  publish(snapshot: Snapshot, changedAt: number): void {
    this.current = snapshot
    this.changedAt.set(snapshot.generation, changedAt)
    this.changedAt.delete(snapshot.generation - keptGenerations)
    for (const member of this.membersByStream.values()) this.due.add(member)
    void this.drain()
  }

  /**
   * Takes in a proxy that opened a stream. With a verified identity it gets its certificate first.
   * @throws Error when there is no authority yet to sign for it
   */
  async join(
    claim: ProxyClaim,
    identity: TokenIdentity | undefined,
    send: (response: DiscoveryResponse) => void,
  ): Promise<ProxyStream> {
    const stream = new ProxyStream(claim, identity !== undefined, {
      now: this.input.now,
      acked: (type, sent) => this.onAcked(stream, type, sent),
      rejected: (type, sent, message) => this.onRejected(claim, { type, sent, message }),
      send: (response) => {
        this.countPush(response)
        send(response)
      },
    })
    const member: Member = {
      stream,
      proxy: this.proxyReader(claim),
      identity,
      state: undefined,
      credentials: undefined,
      renewalFailure: undefined,
    }
    if (identity !== undefined) await this.renew(member, identity)
    this.membersByStream.set(stream, member)
    this.input.metrics.proxies(this.membersByStream.size)
    this.pushTo(member)
    return stream
  }

  /** Forgets a proxy whose stream ended. */
  leave(stream: ProxyStream): void {
    const member = this.membersByStream.get(stream)
    if (member === undefined) return
    clearTimeout(this.rotations.get(member))
    this.rotations.delete(member)
    this.due.delete(member)
    this.membersByStream.delete(stream)
    this.input.metrics.proxies(this.membersByStream.size)
  }

  // The same object while the pod stays the same, so that nothing is computed again for it.
  private proxyReader(claim: ProxyClaim): () => Proxy {
    let known: { workload: Workload | undefined; proxy: Proxy } | undefined
    return () => {
      const workload = this.snapshot?.workloads.get(workloadKey(claim.namespace, claim.podName))
      if (known === undefined || known.workload !== workload) known = { workload, proxy: proxyOf(claim, workload) }
      return known.proxy
    }
  }

  private async drain(): Promise<void> {
    if (this.draining) return
    this.draining = true
    // One proxy per turn of the event loop, each with the newest snapshot.
    for (const member of this.due) {
      this.due.delete(member)
      this.pushTo(member)
      await nextTurn()
    }
    this.draining = false
    this.input.metrics.cachedResources(this.cache.size)
  }

  private pushTo(member: Member): void {
    const snapshot = this.snapshot
    if (snapshot === undefined) return
    const { stream } = member
    const view = { snapshot, proxy: member.proxy(), addressing: this.input.addressing, hasIdentity: stream.hasIdentity }
    try {
      const state = desiredState(view, this.cache, member.state)
      const { sets, faults } = state
      const isNew = state !== member.state
      member.state = state
      for (const fault of isNew ? faults : [])
        this.input.logger.error({ proxy: view.proxy.id, fault }, 'a resource can not be served')
      const sds = member.credentials?.secrets ?? new Map()
      stream.push({ generation: snapshot.generation, resources: { ...sets, sds } })
      if (stream.isWaiting) this.pushLater(member)
      this.renewIfOutdated(member)
    } catch (error) {
      this.input.logger.error(
        { proxy: view.proxy.id, error: String(error) },
        'no configuration for a proxy, it keeps its last',
      )
    }
  }

  private pushLater(member: Member): void {
    const push = () => {
      if (this.membersByStream.has(member.stream) && member.stream.isWaiting) this.pushTo(member)
    }
    setTimeout(push, patienceMs).unref()
  }

  private get trustDomain(): string {
    return this.snapshot?.config.trustDomain ?? 'cluster.local'
  }

  // Another trust domain or other labels: the certificate would go on saying the old ones until half its life.
  private renewIfOutdated(member: Member): void {
    const { identity, credentials } = member
    if (identity === undefined || credentials === undefined) return
    if (credentials.subject !== subjectOf(this.trustDomain, member.proxy())) this.rotateLater(member, identity, 0)
  }

  private async renew(member: Member, identity: TokenIdentity): Promise<void> {
    const { certificateTtlMs, now, metrics } = this.input
    if (this.authority === undefined) throw new Error('the certificate authority is not ready')
    const { trustDomain } = this
    member.credentials = await issueCredentials(
      {
        authority: this.authority,
        trustDomain,
        ttlMs: certificateTtlMs,
        now,
        random: Math.random,
        onIssued: () => metrics.certificateIssued(),
      },
      member.proxy(),
      identity.serviceAccount,
    )
    member.renewalFailure = undefined
    this.rotateLater(member, identity, member.credentials.rotateAt - now())
  }

  private rotateLater(member: Member, identity: TokenIdentity, ms: number): void {
    const again = () => {
      this.rotate(member, identity).catch((error: unknown) => {
        member.renewalFailure = {
          message: error instanceof Error ? error.message : String(error),
          at: this.input.now(),
        }
        this.input.logger.error({ error: String(error) }, 'a certificate was not renewed, trying again')
        this.rotateLater(member, identity, renewalRetryMs)
      })
    }
    clearTimeout(this.rotations.get(member))
    this.rotations.set(member, setTimeout(again, Math.min(Math.max(0, ms), longestTimerMs)).unref())
  }

  private async rotate(member: Member, identity: TokenIdentity): Promise<void> {
    if (!this.membersByStream.has(member.stream)) return
    await this.renew(member, identity)
    if (!this.membersByStream.has(member.stream)) clearTimeout(this.rotations.get(member))
    else member.stream.pushSecrets(member.credentials?.secrets ?? new Map())
  }

  // A proxy that connects later did not wait for the change.
  private onAcked({ connectedAt }: ProxyStream, type: XdsType, sent: Sent): void {
    const changedAt = this.changedAt.get(sent.generation)
    if (type !== 'sds' && changedAt !== undefined && connectedAt <= changedAt)
      this.input.metrics.converged((this.input.now() - changedAt) / 1000)
  }

  private onRejected(claim: ProxyClaim, refused: { type: XdsType; sent: Sent; message: string }): void {
    const { type, sent, message } = refused
    this.input.metrics.rejected(type)
    this.input.logger.error(
      { proxy: claim.nodeId, type, version: sent.version, reason: message },
      'a proxy refused its configuration and keeps the last',
    )
  }

  private countPush({ typeUrl, resources }: DiscoveryResponse): void {
    const type = typeOfUrl(typeUrl)
    if (type !== undefined)
      this.input.metrics.pushed(
        type,
        resources.reduce((sum, bytes) => sum + bytes.length, 0),
      )
  }
}
