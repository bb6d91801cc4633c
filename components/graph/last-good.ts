import type { GraphResponse } from '../../lib/contract/graph.ts'

export type Answer = { key: string; graph: GraphResponse; receivedAtMs: number }

/** An answer without a picture because the metrics could not be asked: it says nothing about traffic. */
export function isBlind({ nodes, degraded }: Pick<GraphResponse, 'nodes' | 'degraded'>): boolean {
  return nodes.length === 0 && degraded.some(({ source }) => source === 'prometheus')
}

/** What is shown: the newest answer, or the last one with sight, under what the newest says about its sources. */
export function shownAnswer(newest: Answer | null, lastGood: Answer | null): { answer: Answer | null; blind: boolean } {
  if (newest === null || !isBlind(newest.graph)) return { answer: newest, blind: false }
  if (lastGood === null || lastGood.key !== newest.key) return { answer: newest, blind: true }
  return { answer: { ...lastGood, graph: { ...lastGood.graph, degraded: newest.graph.degraded } }, blind: true }
}
