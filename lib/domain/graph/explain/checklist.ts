import type { GraphEdge } from '../model.ts'
import type { CheckStatus, EdgeCheck, EdgeEnd, RequiredTls, SentTls } from './model.ts'
import type { RouteShare } from './route-share.ts'
import type { EdgeReports } from './reports-of-edge.ts'

/** Everything that is known of an edge, or of one that is missing. */
export interface EdgeFacts {
  readonly edge: GraphEdge | null
  readonly windowSeconds: number
  readonly scrapeSeconds: number | null
  readonly reports: EdgeReports
  readonly source: EdgeEnd
  readonly target: EdgeEnd
  readonly requires: RequiredTls | null
  readonly sends: SentTls | null
  /** What the routes of the callee's service give it; null where none speaks of it. */
  readonly route: RouteShare | null
}

type Found = Pick<EdgeCheck, 'status' | 'sentence'> & { readonly next?: string }
type Check = (facts: EdgeFacts) => Found | null

const SCRAPES_PER_WINDOW = 4
/** Two proxies that are scraped apart differ by less. */
const LARGEST_DISAGREEMENT = 0.1

const order: Readonly<Record<CheckStatus, number>> = { problem: 0, warning: 1, unknown: 2, ok: 3 }

/** What may be wrong with an edge, the worst first (E1 to E9). A check that does not concern the edge is left out. */
export function edgeChecklist(facts: EdgeFacts): EdgeCheck[] {
  return checks
    .flatMap(([check, look]) => {
      const found = look(facts)
      return found === null ? [] : [{ check, status: found.status, sentence: found.sentence, next: found.next ?? null }]
    })
    .toSorted((a, b) => order[a.status] - order[b.status])
}

const perSecond = (value: number) => `${Number(value.toPrecision(3))}/s`
const percent = (share: number) => `${Number((share * 100).toFixed(1))} %`

const traffic: Check = ({ edge, windowSeconds }) => {
  if (edge === null)
    return {
      status: 'problem',
      sentence: `No request of this edge was reported in the last ${windowSeconds} s.`,
      next: 'Look at a longer window, or send a request and look again after two scrapes.',
    }
  if (edge.protocol === 'tcp') return { status: 'ok', sentence: `${perSecond(edge.bytesPerSecond ?? 0)} bytes flow.` }
  const idle = (edge.rps ?? 0) === 0
  return idle
    ? {
        status: 'warning',
        sentence: 'Its series exist, but no request was counted in the window.',
        next: 'Look at a longer window.',
      }
    : { status: 'ok', sentence: `${perSecond(edge.rps ?? 0)} requests, from ${edge.samples} series.` }
}

const routed: Check = ({ route }) => {
  if (route === null) return null
  const where = `the rule ${route.rule} of VirtualService ${route.object.namespace}/${route.object.name}`
  if (route.share > 0) return { status: 'ok', sentence: `${percent(route.share)} go to it by ${where}.` }
  return {
    status: 'warning',
    sentence: `Nothing is routed to it: its weight is 0 in ${where}.`,
    next: 'Shift weight to it where it should take requests.',
  }
}

const window: Check = ({ windowSeconds, scrapeSeconds }) => {
  if (scrapeSeconds === null) return null
  if (windowSeconds >= scrapeSeconds * SCRAPES_PER_WINDOW)
    return {
      status: 'ok',
      sentence: `The window of ${windowSeconds} s holds ${Math.floor(windowSeconds / scrapeSeconds)} scrapes.`,
    }
  return {
    status: 'warning',
    sentence: `The window of ${windowSeconds} s holds fewer than ${SCRAPES_PER_WINDOW} scrapes: rates jump or are missing.`,
    next: `Use a window of at least ${scrapeSeconds * SCRAPES_PER_WINDOW} s.`,
  }
}

const callerKnown: Check = ({ source }) =>
  source.kind === 'unknown'
    ? {
        status: 'warning',
        sentence: 'The caller says nothing of itself: it has no proxy of the mesh, or its identity did not arrive.',
        next: "Find it by the callee's access log, which has its address.",
      }
    : null

const calleeKnown: Check = ({ target, reports }) => {
  if (target.kind === 'unknown')
    return {
      status: 'problem',
      sentence: 'No route or service of the mesh takes the host that the caller asked for.',
      next: 'Compare the host with the Services, ServiceEntries and VirtualServices that the caller can see.',
    }
  if (target.kind === 'external')
    return {
      status: target.name === 'BlackHoleCluster' ? 'problem' : 'warning',
      sentence:
        target.name === 'BlackHoleCluster'
          ? 'The mesh refuses hosts that its registry does not know.'
          : 'The host is not in the registry: the requests pass through, without policy and without a name.',
      next: 'Declare the host by a ServiceEntry.',
    }
  if (target.kind === 'service' && reports.neverArrived > 0)
    return {
      status: 'problem',
      sentence: `${perSecond(reports.neverArrived)} requests found no workload behind the service ${target.name}.`,
      next: "Compare the Service's selector and the subset's labels with the labels of ready pods.",
    }
  return null
}

function sidecar(end: EdgeEnd, who: 'caller' | 'callee', consequence: string): Found | null {
  if (end.workload === null) return null
  const name = `The ${who}, ${end.workload},`
  switch (end.sidecar) {
    case 'all':
      return { status: 'ok', sentence: `${name} has a proxy in every pod.` }
    case 'some':
      return {
        status: 'warning',
        sentence: `${name} has pods without a proxy: ${consequence}.`,
        next: 'Restart the pods that were made before injection was on.',
      }
    case 'none':
      return {
        status: 'warning',
        sentence: `${name} has no proxy: ${consequence}.`,
        next: 'Label the namespace for injection and restart its pods.',
      }
    case 'unknown':
      return { status: 'unknown', sentence: `The cluster shows no pods of ${end.workload}.` }
  }
}

const callerSidecar: Check = ({ source }) =>
  sidecar(source, 'caller', 'it does not report, is not named at the callee and can not use mutual TLS')
const calleeSidecar: Check = ({ target }) =>
  sidecar(target, 'callee', 'only its callers report, encryption and its own latency are not known')

function scraped(end: EdgeEnd, who: 'caller' | 'callee'): Found | null {
  if (end.workload === null || end.sidecar === 'none') return null
  if (end.scrape === null) return { status: 'unknown', sentence: `Prometheus does not say how it reads the ${who}.` }
  const { targets, up, ageSeconds, error } = end.scrape
  const expected = Math.max(targets, end.sidecar === 'all' ? (end.pods ?? 0) : 0)
  const age = ageSeconds === null ? '' : `, the oldest ${Math.round(ageSeconds)} s ago`
  if (targets === 0 && expected === 0) return null
  if (up >= expected)
    return { status: 'ok', sentence: `Prometheus reads ${up} of ${expected} proxies of the ${who}${age}.` }
  return {
    status: 'problem',
    sentence: `Prometheus reads only ${up} of ${expected} proxies of the ${who}${error === null ? '' : `: ${error}`}.`,
    next: 'What those pods do is missing from every number: look at the scrape configuration and the pods.',
  }
}

const synced: Check = ({ source, target }) => {
  const behind = [source, target].filter(({ proxies }) => proxies === 'stale')
  if (behind.length > 0)
    return {
      status: 'warning',
      sentence: `Proxies of ${behind.map(({ name }) => name).join(' and ')} have not taken the latest configuration.`,
      next: 'What the rules say may not be what the proxies do yet.',
    }
  const known = [source, target].every(({ proxies, workload }) => workload === null || proxies === 'synced')
  return known ? { status: 'ok', sentence: 'The proxies have the latest configuration.' } : null
}

const ready: Check = ({ target: { pods, readyPods, name } }) => {
  if (pods === null || readyPods === null) return null
  if (pods === 0) return { status: 'problem', sentence: `${name} has no pods.`, next: 'Scale it up.' }
  if (readyPods === 0)
    return {
      status: 'problem',
      sentence: `None of ${pods} pods of ${name} is ready.`,
      next: 'Look at its pods and logs.',
    }
  if (readyPods < pods)
    return { status: 'warning', sentence: `Only ${readyPods} of ${pods} pods of ${name} are ready.` }
  return { status: 'ok', sentence: `${readyPods} of ${pods} pods of ${name} are ready.` }
}

const reportsAgree: Check = ({ edge, reports }) => {
  const { destination, source, neverArrived } = reports
  if (edge === null || destination === null || source === null || source.perSecond === 0) return null
  const [heard, told] = [destination.perSecond, source.perSecond - neverArrived]
  const apart = Math.abs(heard - told) / Math.max(heard, told, Number.MIN_VALUE)
  const sentence = `The callee counted ${perSecond(heard)}, the caller ${perSecond(told)} that arrived.`
  if (apart <= LARGEST_DISAGREEMENT) return { status: 'ok', sentence }
  return {
    status: 'warning',
    sentence,
    next:
      heard > told
        ? 'Retries and mirrored requests reach the callee only; a proxy that just started has counted less so far.'
        : 'A pod of the callee that is not read counts nothing: compare its scraped proxies with its pods. One that just started has counted less so far.',
  }
}

const arrives: Check = ({ edge, reports, target }) => {
  if (edge === null || target.kind === 'service' || reports.neverArrived === 0) return null
  const flags = edge.responses.map((response) => response.flags).filter((flag) => flag !== '-')
  return {
    status: 'problem',
    sentence: `${perSecond(reports.neverArrived)} requests never reached the callee (${[...new Set(flags)].join(', ')}).`,
    next: "The flags say why: look at the callee's pods, its DestinationRule's limits and the network between.",
  }
}

const encryption: Check = ({ edge, requires, sends, source }) => {
  const clash = requires?.mode === 'STRICT' && (sends?.mode === 'DISABLE' || source.sidecar === 'none')
  if (clash)
    return {
      status: 'problem',
      sentence: `The callee takes mutual TLS only (${requires.object.namespace}/${requires.object.name}), the caller sends plain text.`,
      next:
        sends === null
          ? 'Give the caller a proxy.'
          : `Look at the DestinationRule ${sends.object.namespace}/${sends.object.name}.`,
    }
  if (edge === null) return null
  switch (edge.mtls.state) {
    case 'mutual':
      return { status: 'ok', sentence: 'All requests came over mutual TLS.' }
    case 'partial':
      return {
        status: 'warning',
        sentence: `Only ${percent(edge.mtls.ratio ?? 0)} came over mutual TLS.`,
        next: 'Some pods of the caller have no proxy, or a rule turns TLS off for a port.',
      }
    case 'plain':
      return {
        status: 'warning',
        sentence: 'All requests came in plain text.',
        next: 'Give the caller a proxy, or look for a rule that turns TLS off.',
      }
    case 'unknown':
      return { status: 'unknown', sentence: 'Nobody at the callee says whether requests were encrypted.' }
  }
}

const checks: readonly (readonly [EdgeCheck['check'], Check])[] = [
  ['traffic', traffic],
  ['routed', routed],
  ['callee-known', calleeKnown],
  ['arrives', arrives],
  ['caller-scraped', ({ source }) => scraped(source, 'caller')],
  ['callee-scraped', ({ target }) => scraped(target, 'callee')],
  ['callee-ready', ready],
  ['caller-known', callerKnown],
  ['caller-sidecar', callerSidecar],
  ['callee-sidecar', calleeSidecar],
  ['proxies-synced', synced],
  ['encryption', encryption],
  ['reports-agree', reportsAgree],
  ['window', window],
]
