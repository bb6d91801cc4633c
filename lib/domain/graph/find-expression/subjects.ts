import type { GraphEdge, GraphNode, NodeBadge } from '../model.ts'
import type { FindSubject } from './evaluate.ts'
import type { FlagField, NumberField } from './fields.ts'

/** An edge as it is drawn: its ends may be folded into others. */
export interface DrawnEdge {
  readonly id: string
  readonly source: string
  readonly target: string
  readonly edge: GraphEdge
}

export interface FindSubjects {
  readonly nodes: ReadonlyMap<string, FindSubject>
  readonly edges: ReadonlyMap<string, FindSubject>
}

/** What every node and edge of a picture can be found by (F4 to F7). `nodes` are by the ids that edges name as their ends. */
export function findSubjects(nodes: ReadonlyMap<string, GraphNode>, edges: readonly DrawnEdge[]): FindSubjects {
  const sums = sumsByNode(edges)
  const ranks = rankNodes([...nodes.keys()], edges)
  const nothing = new Map<string, number>()
  return {
    nodes: new Map(
      [...nodes].map(([id, node]) => [id, nodeSubject(node, { ...sumsOf(sums, id), rank: ranks.get(id) ?? null })]),
    ),
    edges: new Map(
      edges.map((drawn) => {
        const ends = [drawn.source, drawn.target].flatMap((id) => nodes.get(id) ?? [])
        return [drawn.id, edgeSubject(drawn.edge, ends, sums.get(drawn.source) ?? nothing)]
      }),
    ),
  }
}

type Sums = ReadonlyMap<string, number>

/** Requests (bytes for TCP) per second of a node by protocol and direction: `httpin`, `grpcout`, … */
function sumsByNode(edges: readonly DrawnEdge[]): Map<string, Map<string, number>> {
  const sums = new Map<string, Map<string, number>>()
  const add = (node: string, key: string, amount: number | null) => {
    if (amount === null) return
    const own = sums.get(node) ?? new Map<string, number>()
    own.set(key, (own.get(key) ?? 0) + amount)
    sums.set(node, own)
  }
  for (const { source, target, edge } of edges) {
    const amount = amountOf(edge)
    add(source, `${edge.protocol}out`, amount)
    add(target, `${edge.protocol}in`, amount)
  }
  return sums
}

const amountOf = (edge: GraphEdge) => (edge.protocol === 'tcp' ? edge.bytesPerSecond : edge.rps)

function sumsOf(sums: ReadonlyMap<string, Sums>, id: string): Partial<Record<NumberField, number | null>> {
  const own = sums.get(id)
  const of = (key: string) => own?.get(key) ?? null
  return {
    httpin: of('httpin'),
    httpout: of('httpout'),
    grpcin: of('grpcin'),
    grpcout: of('grpcout'),
    tcpin: of('tcpin'),
    tcpout: of('tcpout'),
  }
}

/** By number of edges, the busiest 1, in at most a hundred steps (F6); nodes with as many edges share a rank. */
export function rankNodes(
  ids: readonly string[],
  edges: readonly Pick<DrawnEdge, 'source' | 'target'>[],
): Map<string, number> {
  const degrees = new Map(ids.map((id) => [id, 0]))
  for (const { source, target } of edges)
    for (const end of [source, target]) degrees.set(end, (degrees.get(end) ?? 0) + 1)
  const steps = [...new Set(degrees.values())].toSorted((a, b) => b - a)
  const scale = steps.length <= MOST_RANKS ? 1 : (MOST_RANKS - 1) / (steps.length - 1)
  const rankOf = new Map(steps.map((degree, place) => [degree, 1 + Math.floor(place * scale)]))
  return new Map([...degrees].map(([id, degree]) => [id, rankOf.get(degree) ?? 1]))
}
const MOST_RANKS = 100

function nodeSubject(node: GraphNode, own: Partial<Record<NumberField, number | null>>): FindSubject {
  const { rps, errorRatio, bytesPerSecond } = node.traffic.in
  return {
    texts: { ...nodeTexts([node]), status: [node.health.status] },
    numbers: { ...own, rps, errors: errorRatio, bytes: bytesPerSecond },
    flags: { ...nodeFlags(node), ...statusFlags(node.health.status) },
    labels: labelsOf([node]),
  }
}

const present = (values: readonly (string | null)[]) => values.filter((value) => value !== null)

const labelsOf = (nodes: readonly GraphNode[]) => nodes.flatMap(({ labels }) => (labels === undefined ? [] : [labels]))

function nodeTexts(nodes: readonly GraphNode[]): FindSubject['texts'] {
  return {
    name: present(nodes.map(({ name }) => name)),
    ns: present(nodes.map(({ namespace }) => namespace)),
    app: present(nodes.map(({ app }) => app)),
    version: present(nodes.map(({ version }) => version)),
    workload: present(nodes.map(({ workload }) => workload)),
    service: present(nodes.map(({ service }) => service)),
    cluster: nodes.map(({ cluster }) => cluster),
    kind: nodes.map(({ kind }) => kind),
    operation: nodes.filter(({ kind }) => kind === 'aggregate').map(({ name }) => name),
  }
}

const flagOfBadge: Readonly<Partial<Record<NodeBadge, FlagField>>> = {
  'virtual-service': 'virtualservice',
  'traffic-shifting': 'trafficshifting',
  'request-routing': 'requestrouting',
  mirroring: 'mirroring',
  'fault-injection': 'faultinjection',
  timeout: 'requesttimeout',
  'circuit-breaker': 'circuitbreaker',
  gateway: 'gateway',
  'no-sidecar': 'outofmesh',
  'traffic-source': 'trafficsource',
  'workload-entry': 'workloadentry',
}

function nodeFlags({ kind, badges, traffic }: GraphNode): FindSubject['flags'] {
  const ofBadges = Object.fromEntries(
    badges.flatMap((badge) => (flagOfBadge[badge] === undefined ? [] : [[flagOfBadge[badge], true]])),
  )
  const flows = [traffic.in, traffic.out].some(({ rps, bytesPerSecond }) => (rps ?? 0) > 0 || (bytesPerSecond ?? 0) > 0)
  return {
    ...ofBadges,
    traffic: flows,
    serviceentry: kind === 'serviceEntry',
    outside: kind === 'external' || kind === 'serviceEntry' || kind === 'unknown',
    ...(kind === 'gateway' ? { gateway: true } : {}),
  }
}

function statusFlags(status: GraphNode['health']['status']): FindSubject['flags'] {
  return {
    healthy: status === 'healthy',
    degraded: status === 'degraded',
    failing: status === 'failing',
    idle: status === 'idle',
  }
}

function edgeSubject(edge: GraphEdge, ends: readonly GraphNode[], outOfSource: Sums): FindSubject {
  const { p50 = null, p95 = null, p99 = null, avg = null } = edge.latencyMs ?? {}
  return {
    texts: {
      ...nodeTexts(ends),
      status: [edge.health.status],
      protocol: [edge.protocol],
      direction: [edge.direction],
      layer: [edge.layer],
      code: edge.responses.flatMap(({ code, grpcStatus }) => [code, ...(grpcStatus === null ? [] : [grpcStatus])]),
      flag: edge.responses.flatMap(({ flags }) => flags.split(',')),
      sourceprincipal: edge.mtls.sourcePrincipals,
      destprincipal: edge.mtls.destinationPrincipals,
    },
    numbers: {
      rps: edge.rps,
      errors: edge.errorRatio,
      bytes: edge.bytesPerSecond,
      mtls: edge.mtls.ratio,
      retries: edge.retriesPerSecond,
      p50,
      p95,
      p99,
      avg,
      ...protocolNumbers(edge, outOfSource),
    },
    flags: {
      ...statusFlags(edge.health.status),
      mtls: (edge.mtls.ratio ?? 0) > 0,
      traffic: (edge.rps ?? 0) > 0 || (edge.bytesPerSecond ?? 0) > 0,
    },
    labels: labelsOf(ends),
  }
}

/** Kiali's numbers of an edge by protocol; its error share counts 4xx, too (F5). */
function protocolNumbers(edge: GraphEdge, outOfSource: Sums): FindSubject['numbers'] {
  if (edge.protocol === 'tcp') return { tcp: edge.bytesPerSecond }
  const { protocol, rps } = edge
  const all = outOfSource.get(`${protocol}out`) ?? 0
  return {
    [protocol]: rps,
    [`%${protocol}err`]: rps === null || rps === 0 ? null : faultRate(edge) / rps,
    [`%${protocol}traffic`]: rps === null || all === 0 ? null : rps / all,
  }
}

function faultRate({ responses }: GraphEdge): number {
  const isFault = ({ code, grpcStatus }: GraphEdge['responses'][number]) =>
    code === '0' || /^[45]\d\d$/.test(code) || (grpcStatus !== null && grpcStatus !== '' && grpcStatus !== '0')
  return responses.reduce((sum, response) => sum + (isFault(response) ? response.rps : 0), 0)
}
