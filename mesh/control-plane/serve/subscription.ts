import type { DiscoveryRequest } from './discovery-wire.ts'
import type { EncodedResource } from './resource-cache.ts'

/** Resources of one type by name. */
export type ResourceSet = ReadonlyMap<string, EncodedResource>

/** One response on its way or answered. */
export interface Sent {
  readonly nonce: string
  readonly version: string
  readonly resources: ResourceSet
  /** Of the snapshot it was computed from. */
  readonly generation: number
  /** Milliseconds since the epoch. */
  readonly at: number
}

export interface Rejection {
  readonly version: string
  readonly message: string
  readonly at: number
  /** What was refused. */
  readonly resources: ResourceSet
}

/** State of one resource type on one stream. Immutable: each transition returns the next. */
export interface Subscription {
  /** Names the proxy asked for; empty means all, which only clusters and listeners may mean. */
  readonly names: ReadonlySet<string>
  readonly sent: Sent | undefined
  /** Responses not answered yet, oldest first; the last is `sent`. */
  readonly inFlight: readonly Sent[]
  readonly acked: Sent | undefined
  /** When the last response was accepted, in milliseconds since the epoch. */
  readonly ackedAt: number | undefined
  /** The last refusal; it stays until a later response is accepted. */
  readonly rejected: Rejection | undefined
  /** The proxy may ask again for what it has, because a cluster or listener above was replaced: then it is answered. */
  readonly owesRefresh: boolean
}

export const unsubscribed: Subscription = {
  names: new Set(),
  sent: undefined,
  inFlight: [],
  acked: undefined,
  ackedAt: undefined,
  rejected: undefined,
  owesRefresh: false,
}

/** What a request meant. */
export type RequestMeaning =
  | { readonly kind: 'subscribe' }
  | { readonly kind: 'ack'; readonly sent: Sent; readonly wantsMore: boolean }
  | { readonly kind: 'nack'; readonly sent: Sent; readonly message: string }
  | { readonly kind: 'stale' }

/** Reads a request against the state: a first request, an answer to a response (by its nonce), or one that a newer response overtook. */
export function interpret(state: Subscription, request: DiscoveryRequest): RequestMeaning {
  if (state.sent === undefined || request.responseNonce === '') return { kind: 'subscribe' }
  const answered = [...state.inFlight, state.sent].find(({ nonce }) => nonce === request.responseNonce)
  if (answered === undefined) return { kind: 'stale' }
  if (request.errorMessage !== undefined) return { kind: 'nack', sent: answered, message: request.errorMessage }
  const isLatest = answered === state.sent
  const wantsMore = isLatest && (state.owesRefresh || hasNewNames(state.names, request.resourceNames))
  return { kind: 'ack', sent: answered, wantsMore }
}

/** The state after a request. `now` in milliseconds since the epoch. */
export function afterRequest(state: Subscription, request: DiscoveryRequest, now: number): Subscription {
  const meaning = interpret(state, request)
  if (meaning.kind === 'stale') return state
  const names = new Set(request.resourceNames)
  if (meaning.kind === 'subscribe') return { ...state, names }
  const { sent } = meaning
  const inFlight = state.inFlight.slice(state.inFlight.indexOf(sent) + 1)
  const isLatest = sent === state.sent
  const current = isLatest ? { names, owesRefresh: false } : {}
  if (meaning.kind === 'nack')
    return { ...state, ...current, inFlight, rejected: rejectionOf(sent, meaning.message, now) }
  return { ...state, ...current, inFlight, acked: sent, ackedAt: now, rejected: isLatest ? undefined : state.rejected }
}

function rejectionOf({ version, resources }: Sent, message: string, at: number): Rejection {
  return { version, message, at, resources }
}

/** The state after a response was sent. */
export function afterSend(state: Subscription, sent: Sent): Subscription {
  return { ...state, sent, inFlight: [...state.inFlight, sent], owesRefresh: false }
}

/** The part of all resources that a subscription covers. */
export function selectResources(state: Subscription, all: ResourceSet, isWildcard: boolean): ResourceSet {
  if (isWildcard && (state.names.size === 0 || state.names.has('*'))) return all
  return new Map([...all].filter(([name]) => state.names.has(name)))
}

export type ResourceChange = 'added' | 'changed' | 'removed'

/** Which resources differ between what is in force and what was sent. */
export function changedResources(
  inForce: ResourceSet,
  sent: ResourceSet,
): { readonly name: string; readonly change: ResourceChange }[] {
  const names = new Set([...sent.keys(), ...inForce.keys()])
  return [...names].flatMap((name): { name: string; change: ResourceChange }[] => {
    const [old, next] = [inForce.get(name), sent.get(name)]
    if (old === undefined) return [{ name, change: 'added' }]
    if (next === undefined) return [{ name, change: 'removed' }]
    return old.hash === next.hash ? [] : [{ name, change: 'changed' }]
  })
}

/** Whether two sets hold the same names with the same content. */
export function sameResources(a: ResourceSet, b: ResourceSet): boolean {
  return a.size === b.size && [...a].every(([name, { hash }]) => b.get(name)?.hash === hash)
}

function hasNewNames(before: ReadonlySet<string>, after: readonly string[]): boolean {
  return after.some((name) => !before.has(name))
}
