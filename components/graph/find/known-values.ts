import type { GraphModel } from '../model/graph-model.ts'
import type { KnownValues } from './complete-find.ts'

/** The texts that the picture has, for completion: each once, in order. */
export function knownValues({ cards, links }: Pick<GraphModel, 'cards' | 'links'>): KnownValues {
  const nodes = cards.map(({ node }) => node)
  return {
    name: distinct(nodes.map(({ name }) => name)),
    ns: distinct(nodes.map(({ namespace }) => namespace)),
    app: distinct(nodes.map(({ app }) => app)),
    version: distinct(nodes.map(({ version }) => version)),
    workload: distinct(nodes.map(({ workload }) => workload)),
    service: distinct(nodes.map(({ service }) => service)),
    kind: distinct(nodes.map(({ kind }) => kind)),
    cluster: distinct(nodes.map(({ cluster }) => cluster)),
    status: ['failing', 'degraded', 'healthy', 'idle', 'unknown'],
    protocol: distinct(links.map(({ edge }) => edge.protocol)),
    direction: distinct(links.map(({ edge }) => edge.direction)),
    layer: distinct(links.map(({ edge }) => edge.layer)),
    code: distinct(links.flatMap(({ edge }) => edge.responses.map(({ code }) => code))),
  }
}

function distinct(values: readonly (string | null)[]): string[] {
  return [...new Set(values.filter((value): value is string => value !== null && value !== ''))].toSorted()
}
