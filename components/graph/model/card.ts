import { bytesPerSecond, counted, percent, perSecond, text } from '../../../lib/client/format/number.ts'
import type { GraphNode, NodeKind } from '../../../lib/domain/graph/model.ts'
import { cardHeight, stackHeight, widthOf } from '../node-size.ts'
import { statusStyle } from '../../ui/status-mark.tsx'
import type { Card, Glyph, GlyphIcon } from './graph-model.ts'

const glyphs: Record<NodeKind, { glyph: Glyph; icon: GlyphIcon; word: string }> = {
  workload: { glyph: 'disc', icon: 'workload', word: 'workload' },
  app: { glyph: 'disc', icon: 'workload', word: 'app' },
  service: { glyph: 'tag', icon: 'service', word: 'service' },
  gateway: { glyph: 'hexagon', icon: 'gateway', word: 'gateway' },
  serviceEntry: { glyph: 'square', icon: 'globe', word: 'external service' },
  external: { glyph: 'square', icon: 'globe', word: 'external service' },
  unknown: { glyph: 'pill', icon: 'question', word: 'source without a proxy' },
  aggregate: { glyph: 'stack', icon: 'namespace', word: 'folded namespace' },
}

/** What the server sums up because the reader may not see it: a closed door, not a folded island. */
const closed = { glyph: 'square', icon: 'lock', word: 'namespaces that you may not see' } as const

const outside: ReadonlySet<NodeKind> = new Set(['unknown', 'external', 'serviceEntry', 'aggregate'])

/** Nodes that belong to nobody's namespace, and folded namespaces, stand outside of the islands. */
export function islandOf(node: GraphNode): string | null {
  if (outside.has(node.kind)) return null
  return node.namespace
}

/** How a node looks and reads; `box` is the app box that it stands in, `inside` what a folded island holds. */
export function cardOf(node: GraphNode, box: string | null, inside: Card['inside'] = []): Card {
  const forbidden = node.kind === 'aggregate' && inside.length === 0
  const { glyph, icon, word } = forbidden ? closed : glyphs[node.kind]
  const title = titleOf(node)
  return {
    id: node.id,
    node,
    title,
    metric: forbidden
      ? 'not permitted'
      : node.kind === 'aggregate'
        ? counted(inside.length, 'workload')
        : metricOf(node),
    status: node.health.status,
    errorShare: errorRatioOf(node) ?? 0,
    glyph,
    icon: isStore(node) ? 'store' : icon,
    badges: node.badges,
    island: islandOf(node),
    box,
    width: widthOf(title),
    height: glyph === 'stack' ? stackHeight : cardHeight,
    inside,
    gone: false,
    label: labelOf(node, word),
  }
}

function titleOf({ kind, name, app, version }: GraphNode): string {
  return (kind === 'app' || kind === 'workload') && version !== null && app !== null && name === `${app}-${version}`
    ? app
    : name
}

/** Bytes come in and no request does: a store. */
function isStore({ kind, traffic }: GraphNode): boolean {
  return (
    (kind === 'workload' || kind === 'app') &&
    (traffic.in.rps ?? 0) === 0 &&
    (traffic.in.bytesPerSecond ?? 0) > 0 &&
    (traffic.out.rps ?? 0) === 0
  )
}

/** What a node receives; a node that only calls is measured by what it sends. */
function ownTraffic({ traffic }: GraphNode): GraphNode['traffic']['in'] {
  return traffic.in.rps === null && traffic.in.bytesPerSecond === null ? traffic.out : traffic.in
}

function errorRatioOf(node: GraphNode): number | null {
  return ownTraffic(node).errorRatio
}

/** What Istio writes where a workload has no version of its own. */
const unversioned: ReadonlySet<string> = new Set(['unknown', 'latest'])

function metricOf(node: GraphNode): string {
  const version = node.version === null || unversioned.has(node.version) ? [] : [node.version]
  return [...version, trafficText(node)].join(' · ')
}

function trafficText(node: GraphNode): string {
  if (node.health.status === 'idle') return 'no traffic'
  const { rps, errorRatio, bytesPerSecond: bytes } = ownTraffic(node)
  if (node.kind === 'unknown') return rps === null ? 'no proxy' : `${text(perSecond(rps))}, no proxy`
  if (node.health.status === 'failing' && errorRatio !== null) return text(percent(errorRatio))
  if (rps !== null && rps > 0) return text(perSecond(rps))
  if (bytes !== null && bytes > 0) return text(bytesPerSecond(bytes))
  return rps === null && bytes === null ? 'no data' : 'no traffic'
}

function labelOf(node: GraphNode, word: string): string {
  const version = node.version === null ? '' : ` ${node.version}`
  const place = node.namespace === null ? '' : ` in ${node.namespace}`
  const { rps, errorRatio } = ownTraffic(node)
  const numbers = [
    rps === null ? null : `${text(perSecond(rps)).replace('/s', '')} requests per second`,
    errorRatio === null || errorRatio === 0 ? null : `${text(percent(errorRatio))} errors`,
  ].filter((part) => part !== null)
  return [
    `${node.name}, ${word}${version}${place}`,
    statusStyle[node.health.status].word.toLowerCase(),
    ...numbers,
  ].join(', ')
}
