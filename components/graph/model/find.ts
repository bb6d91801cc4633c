import type { GraphNode } from '../../../lib/domain/graph/model.ts'
import { matchesFind, type FindSubject } from '../../../lib/domain/graph/find-expression/evaluate.ts'
import type { FindExpression } from '../../../lib/domain/graph/find-expression/parser.ts'
import type { Card, GraphModel, Link } from './graph-model.ts'

const present = (values: readonly (string | null)[]) => values.filter((value) => value !== null)

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
  }
}

function cardSubject({ node, status }: Card): FindSubject {
  const { rps, errorRatio, bytesPerSecond } = node.traffic.in
  return {
    texts: { ...nodeTexts([node]), status: [status] },
    numbers: { rps, errors: errorRatio, bytes: bytesPerSecond },
  }
}

function linkSubject({ edge }: Link, ends: readonly GraphNode[]): FindSubject {
  const { p50 = null, p95 = null, p99 = null, avg = null } = edge.latencyMs ?? {}
  return {
    texts: { ...nodeTexts(ends), status: [edge.health.status], protocol: [edge.protocol] },
    numbers: {
      rps: edge.rps,
      errors: edge.errorRatio,
      bytes: edge.bytesPerSecond,
      mtls: edge.mtls.ratio,
      p50,
      p95,
      p99,
      avg,
    },
  }
}

export type Found = { nodes: ReadonlySet<string>; edges: ReadonlySet<string> }

/** Nodes and edges the expression is true of. */
export function findInModel({ cards, links }: Pick<GraphModel, 'cards' | 'links'>, expression: FindExpression): Found {
  const nodes = new Map(cards.map(({ id, node }) => [id, node]))
  const ends = ({ source, target }: Link) => [nodes.get(source), nodes.get(target)].filter((node) => node !== undefined)
  return {
    nodes: new Set(cards.filter((card) => matchesFind(expression, cardSubject(card))).map(({ id }) => id)),
    edges: new Set(links.filter((link) => matchesFind(expression, linkSubject(link, ends(link)))).map(({ id }) => id)),
  }
}
