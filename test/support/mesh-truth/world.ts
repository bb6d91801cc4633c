import { SeededRandom } from '../random.ts'

export const WINDOW_SECONDS = 60
export const SCRAPE_SECONDS = 5
/** Moments are seconds after the window's begin; it ends at WINDOW_SECONDS. Everything older began long before. */
export const LONG_AGO = -10_000

/** A pod and its proxy. Its counters begin when it starts and again when it restarts. */
export interface Pod {
  readonly name: string
  readonly startsAt: number
  readonly restartsAt: number | null
  /** When its scrapes fall within the interval. */
  readonly scrapeOffset: number
}

export interface Workload {
  readonly namespace: string
  readonly name: string
  readonly app: string
  readonly version: string
  /** Hosts under which it is called. */
  readonly services: readonly string[]
  /** Without a reporting proxy it says nothing and hides who it is. */
  readonly reports: boolean
  readonly pods: readonly Pod[]
}

/** What flows per second while the pods of both ends live. */
export interface Call {
  readonly source: Workload
  readonly target: Workload
  readonly service: string
  readonly protocol: 'http' | 'grpc' | 'tcp'
  /** Answered well at the first attempt; for TCP: bytes sent. */
  readonly good: number
  /** Answered 404: the caller's own fault, never tried again. */
  readonly refused: number
  /** Answered 503 (gRPC: status 14) at the last attempt; for TCP: bytes received. */
  readonly failed: number
  /** Attempts that failed and were tried again. */
  readonly retried: number
  readonly timedOut: number
  readonly neverArrived: number
  readonly noWorkload: number
  readonly mutual: boolean
  readonly tookMs: number
}

export interface World {
  readonly calls: readonly Call[]
  /** Whether pods start and restart inside the window; without, every number must be exact. */
  readonly eventful: boolean
}

/** The world of a seed: always the same. */
export function drawWorld(seed: number): World {
  const random = new SeededRandom(seed)
  const eventful = random.chance(0.6)
  const namespaces = ['shop', 'back', 'data', 'edge'].slice(0, random.integer(1, 4))
  const workloads = namespaces.flatMap((namespace) => drawWorkloads(random, namespace, eventful))
  const pairs = new Map<string, Call>()
  for (let draw = random.integer(1, 25); draw > 0; draw--) {
    const call = drawCall(random, workloads)
    pairs.set(
      `${call.source.namespace}/${call.source.name}>${call.target.namespace}/${call.target.name}:${call.protocol}:${call.service}`,
      call,
    )
  }
  return { calls: [...pairs.values()], eventful }
}

function drawWorkloads(random: SeededRandom, namespace: string, eventful: boolean): Workload[] {
  const apps = ['front', 'cart', 'stock', 'mail'].slice(0, random.integer(1, 4))
  return apps.flatMap((app) => {
    const services = random.chance(0.3) ? [app, `${app}-alias`] : [app]
    return Array.from({ length: random.integer(1, 3) }, (_, place) => {
      const version = `v${place + 1}`
      const name = `${app}-${version}`
      const pods = Array.from({ length: random.integer(1, 3) }, (_none, pod) =>
        drawPod(random, `${name}-${pod}`, eventful),
      )
      return { namespace, name, app, version, services, reports: random.chance(0.8), pods }
    })
  })
}

function drawPod(random: SeededRandom, name: string, eventful: boolean): Pod {
  const scrapeOffset = random.next() * SCRAPE_SECONDS
  const kind = eventful ? random.pick(['old', 'old', 'young', 'restarted'] as const) : 'old'
  // A pod that starts in the last third may not have been scraped twice: nobody could know of it.
  const moment = random.next() * WINDOW_SECONDS * 0.66
  return {
    name,
    startsAt: kind === 'young' ? moment : LONG_AGO,
    restartsAt: kind === 'restarted' ? moment : null,
    scrapeOffset,
  }
}

function drawCall(random: SeededRandom, workloads: readonly Workload[]): Call {
  const [source, target] = [random.pick(workloads), random.pick(workloads)]
  const protocol = random.pick(['http', 'http', 'grpc', 'tcp'] as const)
  const tcp = protocol === 'tcp'
  const failing = !tcp && random.chance(0.4)
  const rate = (most: number) => random.next() * most
  return {
    source,
    target,
    service: random.pick(target.services),
    protocol,
    good: 0.2 + rate(tcp ? 5_000 : 40),
    refused: !tcp && random.chance(0.2) ? rate(5) : 0,
    failed: tcp ? rate(5_000) : failing ? rate(10) : 0,
    retried: failing && random.chance(0.5) ? 1 + rate(10) : 0,
    timedOut: failing && random.chance(0.3) ? rate(3) : 0,
    neverArrived: failing && random.chance(0.4) ? rate(5) : 0,
    noWorkload: failing && random.chance(0.2) ? rate(5) : 0,
    mutual: source.reports && random.chance(0.85),
    tookMs: random.pick([0.4, 3, 20, 80, 400, 2_000]),
  }
}

/** Seconds between two moments in which both pods live. */
export function bothAlive(a: Pod, b: Pod, between: { readonly from: number; readonly until: number }): number {
  return Math.max(0, between.until - Math.max(between.from, a.startsAt, b.startsAt))
}
