import type { GraphEdge, GraphNode, NodeBadge } from '../../../lib/domain/graph/model.ts'
import type { Status } from '../../ui/status-mark.tsx'

/** The metric that pills show; one for all edges. */
export const edgeMetrics = ['rps', 'errors', 'p50', 'p95', 'p99', 'bytes', 'share'] as const
export type EdgeMetric = (typeof edgeMetrics)[number]

export type Glyph = 'disc' | 'tag' | 'hexagon' | 'square' | 'pill' | 'stack'
export type GlyphIcon = 'workload' | 'service' | 'gateway' | 'globe' | 'question' | 'store' | 'namespace' | 'lock'

export type Card = {
  id: string
  node: GraphNode
  title: string
  /** The line under the title: version and traffic. */
  metric: string
  status: Status
  /** Share of failed requests, 0 to 1, for the arc of the ring. */
  errorShare: number
  glyph: Glyph
  icon: GlyphIcon
  badges: readonly NodeBadge[]
  island: string | null
  box: string | null
  width: number
  height: number
  /** Of a folded island: the status of everything inside, worst first. */
  inside: readonly Status[]
  /** No longer in the answer: faded for a while. */
  gone: boolean
  /** The card in words. */
  label: string
}

export type Lock = 'closed' | 'partial' | 'open' | 'unknown'

export type PillContent = {
  text: string
  mark: 'degraded' | 'failing' | null
  lock: Lock | null
  /** Written share of a partial lock, never rounded up to 100. */
  lockText: string | null
}

export type Stroke = 'healthy' | 'degraded' | 'failing' | 'idle' | 'tcp'

export type Link = {
  id: string
  source: string
  target: string
  edge: GraphEdge
  stroke: Stroke
  /** Drawn over the stroke's colour when two moments are compared: new, or not changed. */
  tone?: 'added' | 'unchanged'
  width: number
  pill: PillContent | null
  /** Of a link to or from a folded island: the edges that it sums up. */
  parts: readonly GraphEdge[]
  /** No longer in the answer: faded for a while. */
  gone: boolean
  /** The edge in words. */
  label: string
}

/** `facts` are whole phrases, most telling first. */
export type Island = { name: string; facts: readonly string[]; status: Status; members: readonly string[] }
export type AppBox = { id: string; title: string; split: string; members: readonly string[] }

export type GraphModel = {
  cards: readonly Card[]
  links: readonly Link[]
  islands: readonly Island[]
  boxes: readonly AppBox[]
}

export const emptyModel: GraphModel = { cards: [], links: [], islands: [], boxes: [] }
