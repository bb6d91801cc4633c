import { durationMs } from '../../istio/primitives.ts'
import { listAt, numberAt, objectAt, stringAt, valueAt } from '../../kubernetes/json.ts'
import { fullHost } from '../rules.ts'

/** Tries after the first that Istio makes where a rule does not say (reference, section 1.4). */
const DEFAULT_RETRIES = 2

/** Calls of one service by another, as the graph saw them. Ends are hosts of services, or names of what has none. */
export interface ServiceCall {
  readonly caller: string
  readonly callee: string
  /** Gateways take the routes that are bound to them, sidecars those of the mesh. */
  readonly byGateway: boolean
  /** Connections are not tried again by routes. */
  readonly isRequests: boolean
  /** Milliseconds; null where nobody reported it. */
  readonly p99Ms: number | null
}

/** What one rule says of calls to its destinations. Times in milliseconds, null where there is no limit. */
export interface RetryRule {
  /** `NAMESPACE/NAME` of the VirtualService. */
  readonly object: string
  readonly rule: string
  readonly inMesh: boolean
  readonly onGateways: boolean
  /** Full hosts that callers in the mesh address. */
  readonly hosts: readonly string[]
  /** Full hosts that it sends requests to. */
  readonly destinations: readonly string[]
  readonly timeoutMs: number | null
  readonly retries: number
  /** The rule does not say how often: Istio's default holds. */
  readonly isDefaultRetries: boolean
  readonly perTryMs: number | null
}

export type HopVerdict = 'cuts-good-calls' | 'gives-up-first' | 'no-limit' | 'fits'

/** One call of a path, with the worst that can become of it. Times in milliseconds, null: no limit, or not known. */
export interface WorstHop {
  readonly call: ServiceCall
  /** The rule that says so; null where Istio's defaults hold. */
  readonly rule: RetryRule | null
  readonly tries: number
  /** Calls that can reach the callee for one request at the path's beginning. */
  readonly calls: number
  readonly timeoutMs: number | null
  readonly perTryMs: number | null
  /** How long the caller waits, all tries together. */
  readonly waitsMs: number | null
  /** How long one try may need: what the callee itself waits for, and at least its p99. */
  readonly needsMs: number | null
  readonly verdict: HopVerdict
}

/** The rules of one VirtualService as far as tries and times go. A delegate or a redirect sends nothing itself. */
export function retryRulesOf(object: unknown): RetryRule[] {
  const namespace = stringAt(object, 'metadata', 'namespace') ?? ''
  const name = stringAt(object, 'metadata', 'name') ?? ''
  const gateways = listAt(object, 'spec', 'gateways')
  const hosts = listAt(object, 'spec', 'hosts').flatMap((host) =>
    typeof host === 'string' ? [fullHost(host, namespace)] : [],
  )
  return listAt(object, 'spec', 'http').map((rule, index) => ({
    object: `${namespace}/${name}`,
    rule: stringAt(rule, 'name') ?? `http/${index}`,
    inMesh: gateways.length === 0 || gateways.includes('mesh'),
    onGateways: gateways.some((gateway) => gateway !== 'mesh'),
    hosts,
    destinations: [
      ...new Set(
        listAt(rule, 'route').flatMap((slice) => {
          const host = stringAt(slice, 'destination', 'host')
          return host === undefined ? [] : [fullHost(host, namespace)]
        }),
      ),
    ],
    timeoutMs: limitOf(stringAt(rule, 'timeout')),
    retries: Math.max(0, numberAt(rule, 'retries', 'attempts') ?? DEFAULT_RETRIES),
    isDefaultRetries: numberAt(rule, 'retries', 'attempts') === undefined,
    perTryMs: limitOf(stringAt(objectAt(rule, 'retries'), 'perTryTimeout')),
  }))
}

/** 0s, nothing and nonsense are no limit. */
function limitOf(text: string | undefined): number | null {
  const ms = text === undefined ? undefined : durationMs(text)
  return ms === undefined || ms === 0 ? null : ms
}

const MAX_HOPS = 8
const MAX_PATHS = 50

/** Every path of calls through a service, from where requests begin to where they end; a circle ends where it would close. */
export function pathsThrough(service: string, calls: readonly ServiceCall[]): (readonly ServiceCall[])[] {
  const up = walk(service, { calls, next: ({ callee }) => callee, from: ({ caller }) => caller })
  const paths = up.flatMap((back) => {
    const before = back.toReversed()
    const seen = before.map(({ caller }) => caller)
    const down = walk(service, { calls, next: ({ caller }) => caller, from: ({ callee }) => callee }, seen)
    return down.map((after) => [...before, ...after])
  })
  return paths.filter((path) => path.length > 0).slice(0, MAX_PATHS)
}

interface Walking {
  readonly calls: readonly ServiceCall[]
  readonly next: (call: ServiceCall) => string
  readonly from: (call: ServiceCall) => string
}

function walk(service: string, of: Walking, seen: readonly string[] = []): (readonly ServiceCall[])[] {
  const known = [...seen, service]
  const calls = of.calls.filter((call) => of.next(call) === service && !known.includes(of.from(call)))
  if (calls.length === 0 || known.length > MAX_HOPS) return [[]]
  return calls.flatMap((call) => walk(of.from(call), of, known).map((rest) => [call, ...rest])).slice(0, MAX_PATHS)
}

/**
 * The worst case along a path (R45). Calls multiply: what reaches a callee is the product of the tries of every hop before it and
 * its own. A caller waits min(timeout, tries x min(timeout of one try, what one try may need)); one try may need
 * what the callee itself waits for, and at least its p99; what nobody reported adds nothing. Pauses between tries are not counted.
 */
export function worstCase(path: readonly ServiceCall[], rules: readonly RetryRule[]): WorstHop[] {
  const hops: WorstHop[] = []
  // From the end: what a callee may need is known only when its own calls are.
  for (const call of path.toReversed()) {
    const [next = null] = hops
    hops.unshift(worstHop(call, ruleFor(call, rules), next))
  }
  let reached = 1
  return hops.map((hop) => {
    reached *= hop.tries
    return { ...hop, calls: reached }
  })
}

/** Of several rules that a call may meet, the one that allows most: worst in tries, then in time. */
function ruleFor(call: ServiceCall, rules: readonly RetryRule[]): RetryRule | null {
  const met = rules.filter(({ inMesh, onGateways, hosts, destinations }) => {
    if (call.byGateway) return onGateways && destinations.includes(call.callee)
    return inMesh && hosts.includes(call.callee) && destinations.length > 0
  })
  const [worst] = met.toSorted((a, b) => b.retries - a.retries || longer(a.timeoutMs, b.timeoutMs))
  return worst ?? null
}

function longer(a: number | null, b: number | null): number {
  return a === b ? 0 : (b ?? Infinity) - (a ?? Infinity)
}

function worstHop(call: ServiceCall, rule: RetryRule | null, next: WorstHop | null): WorstHop {
  const tries = call.isRequests ? 1 + (rule?.retries ?? DEFAULT_RETRIES) : 1
  const timeoutMs = call.isRequests ? (rule?.timeoutMs ?? null) : null
  const perTryMs = call.isRequests ? (rule?.perTryMs ?? null) : null
  const needsMs = most(call.p99Ms, next?.waitsMs ?? null)
  const oneTry = least(perTryMs, timeoutMs)
  const waitsMs = least(timeoutMs, times(tries, least(perTryMs, needsMs)))
  const hop = { call, rule, tries, calls: tries, timeoutMs, perTryMs, waitsMs, needsMs }
  return { ...hop, verdict: verdictOf({ p99Ms: call.p99Ms, oneTry, needsMs, isLast: next === null }) }
}

function verdictOf(of: {
  readonly p99Ms: number | null
  readonly oneTry: number | null
  readonly needsMs: number | null
  readonly isLast: boolean
}): HopVerdict {
  const { p99Ms, oneTry, needsMs, isLast } = of
  if (oneTry === null) return 'no-limit'
  if (p99Ms !== null && oneTry < p99Ms) return 'cuts-good-calls'
  if (!isLast && (needsMs === null || oneTry < needsMs)) return 'gives-up-first'
  return 'fits'
}

/** The smaller of two limits; null is none. */
function least(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b
  return Math.min(a, b)
}

/** The longer of two times; null is not known. */
function most(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b
  return Math.max(a, b)
}

function times(tries: number, ms: number | null): number | null {
  return ms === null ? null : tries * ms
}

/** The worst of several paths first: most calls at its end, then the longest. */
export function byCalls(a: readonly WorstHop[], b: readonly WorstHop[]): number {
  return (b.at(-1)?.calls ?? 0) - (a.at(-1)?.calls ?? 0) || b.length - a.length
}

/** A VirtualService's rules in the place of those that it has live. */
export function withDraft(rules: readonly RetryRule[], draft: unknown): RetryRule[] {
  const own = retryRulesOf(draft)
  const key = `${stringAt(draft, 'metadata', 'namespace') ?? ''}/${stringAt(draft, 'metadata', 'name') ?? ''}`
  return valueAt(draft, 'spec') === undefined ? [...rules] : [...rules.filter(({ object }) => object !== key), ...own]
}
