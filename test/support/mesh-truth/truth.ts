import { bothAlive, SCRAPE_SECONDS, WINDOW_SECONDS, type Call, type World, type Workload } from './world.ts'

/** One edge as it really was, as far as anybody reports it; per second over the window. */
export interface TrueEdge {
  readonly protocol: Call['protocol']
  total: number
  errors: number
  retried: number
  /** Failed attempts and requests, which hide so many retries. */
  failed: number
  mutual: number
  plain: number
  bytes: number
  /** Whether both sides count what arrives. */
  retriesKnown: boolean
  calleeReports: boolean
  /** What the callee (or its caller) took, in milliseconds, per call. */
  readonly took: number[]
  /** How far counters that begin and restart may be from the truth, as a share of the edge's rate. */
  slack: number
}

const nodeOf = ({ namespace, name }: Workload) => `Kubernetes/${namespace}/workload/${name}`
const callerOf = (source: Workload) => (source.reports ? nodeOf(source) : 'Kubernetes/unknown/unknown/source')

/** Every edge that somebody reports, by `source target protocol`. */
export function trueEdges({ calls }: World): Map<string, TrueEdge> {
  const edges = new Map<string, TrueEdge>()
  for (const call of calls) {
    if (call.source.reports || call.target.reports) addArrived(edges, call)
    if (call.source.reports && call.noWorkload > 0) addLost(edges, call)
  }
  return edges
}

function addArrived(edges: Map<string, TrueEdge>, call: Call): void {
  const { source, target, protocol } = call
  const edge = edgeOf(edges, `${callerOf(source)} ${nodeOf(target)} ${protocol}`, protocol)
  const alive = aliveShare(call)
  edge.slack = Math.max(edge.slack, slackOf(call))
  edge.calleeReports ||= target.reports
  if (protocol === 'tcp') {
    edge.bytes += (call.good + call.failed) * alive
    count(edge, call, (call.good + call.failed) * alive)
    return
  }
  const attempts = target.reports ? call.retried : 0
  const never = source.reports ? call.neverArrived : 0
  const arrived = call.good + call.refused + call.failed + call.timedOut + attempts
  edge.total += (arrived + never) * alive
  edge.errors += (call.failed + call.timedOut + attempts + never) * alive
  edge.retried += call.retried * alive
  edge.failed += (call.failed + call.timedOut + call.refused) * alive
  edge.retriesKnown ||= source.reports && target.reports
  edge.took.push(call.tookMs + (target.reports ? 0 : 1))
  count(edge, call, arrived * alive)
}

/** Encryption is known from the callee only. */
function count(edge: TrueEdge, { target, mutual }: Call, arrived: number): void {
  if (!target.reports) return
  if (mutual) edge.mutual += arrived
  else edge.plain += arrived
}

function addLost(edges: Map<string, TrueEdge>, call: Call): void {
  const key = `${callerOf(call.source)} Kubernetes/${call.target.namespace}/service/${call.service} ${call.protocol}`
  const edge = edgeOf(edges, key, call.protocol)
  edge.total += call.noWorkload * aliveShare(call)
  edge.errors += call.noWorkload * aliveShare(call)
  edge.slack = Math.max(edge.slack, slackOf(call))
}

function edgeOf(edges: Map<string, TrueEdge>, key: string, protocol: Call['protocol']): TrueEdge {
  const found = edges.get(key)
  if (found !== undefined) return found
  const nothing = { total: 0, errors: 0, retried: 0, failed: 0, mutual: 0, plain: 0, bytes: 0, slack: 0 }
  const made: TrueEdge = { protocol, ...nothing, retriesKnown: false, calleeReports: false, took: [] }
  edges.set(key, made)
  return made
}

/** The share of the window and of pairs of pods in which both lived. */
function aliveShare({ source, target }: Call): number {
  const pairs = source.pods.flatMap((a) => target.pods.map((b) => bothAlive(a, b, { from: 0, until: WINDOW_SECONDS })))
  return pairs.reduce((sum, seconds) => sum + seconds, 0) / (pairs.length * WINDOW_SECONDS)
}

/**
 * A counter that begins inside the window hides what came before its first scrape, one that restarts what came after its
 * last; either changes the slope that is drawn out to the window's ends: at most two and a half scrapes of the pod's part.
 */
function slackOf({ source, target }: Call): number {
  const eventful = (pods: Workload['pods']) =>
    pods.filter(({ startsAt, restartsAt }) => startsAt > 0 || restartsAt !== null).length / pods.length
  return ((eventful(source.pods) + eventful(target.pods)) * 2.5 * SCRAPE_SECONDS) / WINDOW_SECONDS
}
