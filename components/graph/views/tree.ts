import { counted, percent, text } from '../../../lib/client/format/number.ts'
import type { GraphEdge, Mtls } from '../../../lib/domain/graph/model.ts'
import type { Status } from '../../ui/status-mark.tsx'
import type { AppBox, Card, GraphModel, Island, Link } from '../model/graph-model.ts'
import { sum, totalsOf, worst } from '../model/statistics.ts'
import type { GraphSelection } from '../selection.ts'
import { fullTitle } from './full-title.ts'

/** The columns of a row. Percentiles of several edges cannot be averaged: then there are none. */
export type TreeNumbers = {
  rps: number | null
  bytesPerSecond: number | null
  errorRatio: number | null
  p50: number | null
  p95: number | null
  mtls: { state: Mtls['state']; ratio: number | null } | null
}

export type TreeRow = {
  /** Unique in the tree. */
  key: string
  kind: 'namespace' | 'app' | 'node' | 'edge'
  name: string
  facts: string
  status: Status
  numbers: TreeNumbers
  selects: GraphSelection
  /** What finding must have found for the row to stay at full strength; a namespace and an app always do. */
  finds: { kind: 'node' | 'edge'; id: string } | null
  children: readonly TreeRow[]
}

const rank: Record<Status, number> = { failing: 0, degraded: 1, healthy: 2, idle: 3, unknown: 4 }
const byWorst = (a: TreeRow, b: TreeRow) => rank[a.status] - rank[b.status] || a.name.localeCompare(b.name)
const byWorstEdge = (a: TreeRow, b: TreeRow) =>
  rank[a.status] - rank[b.status] || (b.numbers.rps ?? 0) - (a.numbers.rps ?? 0) || a.name.localeCompare(b.name)

type Lookup = {
  links: readonly Link[]
  inbound: ReadonlyMap<string, readonly Link[]>
  outbound: ReadonlyMap<string, readonly Link[]>
  names: ReadonlyMap<string, string>
}

/** Namespaces, apps with several versions, workloads and what those call; worst first at every level. */
export function treeOf(model: GraphModel): TreeRow[] {
  const { cards, links, islands, boxes } = model
  const lookup: Lookup = {
    links,
    inbound: groupBy(links, ({ target }) => target),
    outbound: groupBy(links, ({ source }) => source),
    names: new Map(cards.map((card) => [card.id, fullTitle(card)])),
  }
  const rows = islands.map((island) => namespaceRow(island, { cards, boxes }, lookup)).toSorted(byWorst)
  const loose = cards
    .filter(({ island }) => island === null)
    .map((card) => nodeRow(card, lookup))
    .toSorted(byWorst)
  return loose.length === 0 ? rows : [...rows, looseRow(loose, islands.length > 0)]
}

/** Every row of the tree, outermost first: what can be opened, and how many there are. */
export function flatRows(rows: readonly TreeRow[]): TreeRow[] {
  return rows.flatMap((row) => [row, ...flatRows(row.children)])
}

/** What stands open at first: namespaces, and everything that leads to something unwell. */
export function openAtFirst(rows: readonly TreeRow[]): string[] {
  return flatRows(rows)
    .filter(({ kind, status, children }) => {
      const unwell = status === 'failing' || status === 'degraded'
      return children.length > 0 && (kind === 'namespace' || unwell)
    })
    .map(({ key }) => key)
}

function namespaceRow(
  island: Island,
  { cards, boxes }: { cards: readonly Card[]; boxes: readonly AppBox[] },
  lookup: Lookup,
): TreeRow {
  const own = cards.filter((card) => card.island === island.name)
  const apps = boxes.filter(({ members }) => own.some(({ id }) => members.includes(id)))
  const single = own.filter(({ id }) => !apps.some(({ members }) => members.includes(id)))
  const children = [
    ...apps.map((box) =>
      appRow(
        box,
        own.filter(({ id }) => box.members.includes(id)),
        lookup,
      ),
    ),
    ...single.map((card) => nodeRow(card, lookup)),
  ]
  return {
    key: `box ${island.name}`,
    kind: 'namespace',
    name: island.name,
    facts: unwellFacts(island.facts[0] ?? counted(own.length, 'workload'), own),
    status: island.status,
    numbers: groupNumbers(island.members, lookup),
    selects: { kind: 'box', id: island.name },
    finds: null,
    children: children.toSorted(byWorst),
  }
}

function unwellFacts(count: string, own: readonly Card[]): string {
  const parts = (['failing', 'degraded'] as const).map((status) => {
    const number = own.filter((card) => card.status === status).length
    return number === 0 ? null : `${number} ${status}`
  })
  return [count, ...parts.filter((part) => part !== null)].join(', ')
}

function appRow({ id, title, split, members }: AppBox, own: readonly Card[], lookup: Lookup): TreeRow {
  return {
    key: `app ${id}`,
    kind: 'app',
    name: title,
    facts: `app, ${counted(own.length, 'version')}${split === '' ? '' : `, split ${split}`}`,
    status: worst(own.map(({ status }) => status)),
    numbers: groupNumbers(members, lookup),
    selects: { kind: 'several', ids: [...members].toSorted() },
    finds: null,
    children: own.map((card) => nodeRow(card, lookup)).toSorted(byWorst),
  }
}

function nodeRow(card: Card, lookup: Lookup): TreeRow {
  const outbound = lookup.outbound.get(card.id) ?? []
  const inbound = lookup.inbound.get(card.id) ?? []
  const calls = outbound.length === 0 ? '' : `calls ${outbound.length}`
  return {
    key: `node ${card.id}`,
    kind: 'node',
    name: lookup.names.get(card.id) ?? card.title,
    facts: card.status === 'idle' ? 'no traffic' : calls,
    status: card.status,
    numbers: numbersOf(inbound.length > 0 ? inbound : outbound),
    selects: { kind: 'node', id: card.id },
    finds: { kind: 'node', id: card.id },
    children: outbound.map((link) => edgeRow(link, lookup)).toSorted(byWorstEdge),
  }
}

const protocols: Record<GraphEdge['protocol'], string> = { http: 'HTTP', grpc: 'gRPC', tcp: 'TCP' }

function edgeRow(link: Link, { names }: Lookup): TreeRow {
  return {
    key: `edge ${link.id}`,
    kind: 'edge',
    name: `to ${names.get(link.target) ?? link.target}`,
    facts: [protocols[link.edge.protocol], ...failedFlags(link.edge)].join(', '),
    status: link.edge.health.status,
    numbers: numbersOf([link]),
    selects: { kind: 'edge', id: link.id },
    finds: { kind: 'edge', id: link.id },
    children: [],
  }
}

/** "UF 6.4 %": the two most frequent flags among all answers. */
function failedFlags({ responses }: GraphEdge): string[] {
  const total = sum(responses.map(({ rps }) => rps))
  return responses
    .filter(({ flags, rps }) => flags !== '-' && flags !== '' && rps > 0)
    .toSorted((a, b) => b.rps - a.rps)
    .slice(0, 2)
    .map(({ flags, rps }) => `${flags} ${text(percent(rps / total))}`)
}

function looseRow(children: readonly TreeRow[], besidesNamespaces: boolean): TreeRow {
  return {
    key: 'outside',
    kind: 'namespace',
    name: besidesNamespaces ? 'Outside of the mesh' : 'All nodes',
    facts: counted(children.length, 'node'),
    status: besidesNamespaces ? 'unknown' : worst(children.map(({ status }) => status)),
    numbers: numbersOf([]),
    selects: null,
    finds: null,
    children,
  }
}

/** What enters a group from outside of it; a group that nobody calls is measured by what it sends out. */
function groupNumbers(members: readonly string[], { links }: Lookup): TreeNumbers {
  const own = new Set(members)
  const into = links.filter(({ source, target }) => own.has(target) && !own.has(source))
  const out = links.filter(({ source, target }) => own.has(source) && !own.has(target))
  return numbersOf(into.length > 0 ? into : out)
}

function numbersOf(links: readonly Link[]): TreeNumbers {
  const edges = links.map(({ edge }) => edge)
  const [only, ...others] = edges
  const latency = others.length === 0 ? (only?.latencyMs ?? null) : null
  return { ...totalsOf(edges), p50: latency?.p50 ?? null, p95: latency?.p95 ?? null, mtls: mtlsOf(edges) }
}

/** The share over all edges by load; unknown where no edge reports one. */
function mtlsOf(edges: readonly GraphEdge[]): TreeNumbers['mtls'] {
  if (edges.length === 0) return null
  const known = edges.filter(({ mtls }) => mtls.ratio !== null)
  const weight = ({ rps, bytesPerSecond }: GraphEdge) => rps ?? bytesPerSecond ?? 0
  const total = sum(known.map(weight))
  const ratio = total === 0 ? null : sum(known.map((edge) => weight(edge) * (edge.mtls.ratio ?? 0))) / total
  if (ratio === null) return { state: 'unknown', ratio }
  return { state: ratio === 1 ? 'mutual' : ratio === 0 ? 'plain' : 'partial', ratio }
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const group = groups.get(keyOf(item))
    if (group === undefined) groups.set(keyOf(item), [item])
    else group.push(item)
  }
  return groups
}
