import type { ProxyConfigResponse } from '../../lib/contract/proxies.ts'
import type {
  ClusterRow,
  EndpointRow,
  ListenerRow,
  RouteRow,
  RuleLink,
} from '../../lib/domain/envoy/config-dump/model.ts'
import { dateTime } from '../../lib/client/format/time.ts'

/** One cell as text; `small` is a second, quieter line. */
export interface CellText {
  readonly text: string
  readonly small?: string
  readonly mono?: boolean
  readonly tone?: 'failing' | 'degraded'
}

/** A part of the configuration as a table of texts, whatever its rows are. */
export interface ConfigTable {
  readonly heads: readonly string[]
  readonly rows: readonly {
    readonly key: string
    readonly cells: readonly CellText[]
    readonly rules: readonly RuleLink[]
  }[]
  /** Whether rows have rules: secrets and bootstrap have none. */
  readonly hasRules: boolean
}

export const configParts = ['listeners', 'routes', 'clusters', 'endpoints', 'secrets', 'bootstrap'] as const
export type ConfigPart = (typeof configParts)[number]

/** The table of one part of a proxy's configuration. */
export function configTable(config: ProxyConfigResponse, part: ConfigPart): ConfigTable {
  switch (part) {
    case 'listeners':
      return tableOf(['Listener', 'Direction', 'Match', 'Protocol', 'To'], config.listeners, listenerCells)
    case 'routes':
      return tableOf(['Route', 'Hosts', 'Match', 'To', 'Timeout', 'Retries'], config.routes, routeCells)
    case 'clusters':
      return tableOf(['Host', 'Port', 'Subset', 'Direction', 'Type', 'Balancing', 'TLS'], config.clusters, clusterCells)
    case 'endpoints':
      return tableOf(
        ['Address', 'Cluster', 'Workload', 'Health', 'Locality', 'Weight', 'mTLS'],
        config.endpoints,
        endpointCells,
      )
    case 'secrets':
      return secretTable(config)
    case 'bootstrap':
      return {
        heads: ['Name', 'Value'],
        hasRules: false,
        rows: config.bootstrap.map(({ name, value }) => ({
          key: name,
          cells: [
            { text: name, mono: true },
            { text: value, mono: true },
          ],
          rules: [],
        })),
      }
  }
}

interface Entry {
  readonly rules: readonly RuleLink[]
  readonly state: string
}

function tableOf<Row extends Entry>(
  heads: readonly string[],
  rows: readonly Row[],
  cellsOf: (row: Row) => readonly CellText[],
): ConfigTable {
  const drawn = rows.map((row, index) => {
    const [first, ...rest] = cellsOf(row)
    const cells = first === undefined ? [] : [marked(first, row.state), ...rest]
    return { key: String(index), cells, rules: row.rules }
  })
  return { heads, rows: drawn, hasRules: true }
}

/** Only what is not simply active needs a word. */
function marked(cell: CellText, state: string): CellText {
  if (state === 'active') return cell
  return {
    ...cell,
    small: [state, cell.small].filter(Boolean).join(', '),
    tone: state === 'refused' ? 'failing' : 'degraded',
  }
}

function listenerCells({ listener, address, port, direction, match, protocol, to }: ListenerRow): CellText[] {
  const place = port === null ? address : `${address}:${port}`
  const goal = { route: 'routes ', cluster: '', inline: 'own routes ', none: '' }[to.kind]
  return [
    { text: place, small: listener === place ? '' : listener, mono: true },
    { text: direction },
    { text: match },
    { text: protocol === 'other' ? 'other' : protocol.toUpperCase() },
    { text: `${goal}${to.name}`.trim() || 'nothing', mono: true },
  ]
}

function routeCells({
  config,
  virtualHost,
  name,
  domains,
  match,
  action,
  targets,
  timeout,
  retries,
}: RouteRow): CellText[] {
  const total = targets.reduce((sum, { weight }) => sum + (weight ?? 0), 0)
  const goals = targets.map(({ cluster, weight }) =>
    weight === null ? shortCluster(cluster) : `${shortCluster(cluster)} ${share(weight, total)}`,
  )
  return [
    { text: name === '' ? virtualHost : name, small: `in ${config}`, mono: true },
    { text: domains[0] ?? '', small: domains.length > 1 ? `and ${domains.length - 1} more` : '', mono: true },
    { text: match, mono: true },
    { text: targets.length === 0 ? action : goals.join(', '), mono: true },
    { text: timeout === null ? 'Envoy’s 15 s' : timeout === '0s' ? 'none' : timeout },
    { text: retries === null ? 'none' : String(retries) },
  ]
}

function share(weight: number, total: number): string {
  return total === 0 ? String(weight) : `${Math.round((weight / total) * 1_000) / 10} %`
}

/** `outbound|9080|v1|reviews.bookinfo.svc.cluster.local` as `reviews.bookinfo:9080 v1`. */
export function shortCluster(name: string): string {
  const [direction, port, subset, host] = name.split('|')
  if (direction === 'inbound' && port !== undefined) return `this pod:${port}`
  if (direction !== 'outbound' || host === undefined) return name
  const place = host.replace(/\.svc\.cluster\.local$/, '')
  return `${place}:${port ?? ''}${subset === undefined || subset === '' ? '' : ` ${subset}`}`
}

const tlsWords = { mutual: 'mTLS', tls: 'TLS', none: 'none' } as const

function clusterCells({ host, port, subset, direction, type, balancing, tls }: ClusterRow): CellText[] {
  return [
    { text: host, mono: true },
    { text: port === null ? 'any' : String(port) },
    { text: subset ?? 'all' },
    { text: direction },
    { text: type },
    { text: balancing },
    { text: tlsWords[tls] },
  ]
}

function endpointCells({
  address,
  cluster,
  workload,
  namespace,
  health,
  locality,
  weight,
  tls,
}: EndpointRow): CellText[] {
  const isHealthy = health === 'healthy' || health === 'unknown'
  return [
    { text: address, mono: true },
    { text: shortCluster(cluster), mono: true },
    { text: workload ?? 'not named', small: workload === null ? '' : (namespace ?? '') },
    isHealthy ? { text: health } : { text: health, tone: 'degraded' },
    { text: locality === '' ? 'not told' : locality },
    { text: weight === null ? '1' : String(weight) },
    { text: tls ? 'yes' : 'no' },
  ]
}

function secretTable({ secrets }: ProxyConfigResponse): ConfigTable {
  const rows = secrets.flatMap(({ name, kind, lastUpdatedAt, chain }) => {
    const about = kind === 'certificate' ? 'own certificate' : 'trusted root'
    if (chain.length === 0)
      return [
        {
          key: name,
          rules: [],
          cells: [
            { text: name, small: about, mono: true },
            { text: 'not reported' },
            { text: '' },
            { text: '' },
            { text: '' },
            { text: '' },
          ],
        },
      ]
    return chain.map((one, index) => ({
      key: `${name} ${index}`,
      rules: [],
      cells: [
        { text: name, small: index === 0 ? about : 'issuer of the one above', mono: true },
        { text: one.spiffe ?? one.subject, small: one.spiffe === null ? '' : one.subject, mono: true },
        { text: one.issuer, mono: true },
        { text: dateTime(Date.parse(one.notBefore)) },
        { text: dateTime(Date.parse(one.notAfter)) },
        { text: lastUpdatedAt === null ? 'not told' : dateTime(Date.parse(lastUpdatedAt)) },
      ],
    }))
  })
  return { heads: ['Secret', 'Subject', 'Issuer', 'Valid from', 'Valid until', 'Received'], rows, hasRules: false }
}
