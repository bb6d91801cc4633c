import { z } from 'zod'
import { graphRequest, graphResponse } from './graph.ts'
import { readyzResponse } from './readiness.ts'
import { commaList } from './query-parameters.ts'

export const liveTopic = z.enum(['graph', 'changes', 'sources', 'config'])
export type LiveTopic = z.infer<typeof liveTopic>

/** GET /api/live: the graph's parameters say which graph is meant. */
export const liveRequest = z.object({
  ...graphRequest.shape,
  topics: commaList(liveTopic, 4).default(['graph', 'sources']),
})
export type LiveRequest = z.infer<typeof liveRequest>

/** The graph of an event is the one that GET /api/graph answers with: a page that needs both loads one schema. */
export const liveGraph = graphResponse

/**
 * One event: `id` counts up by one per event of the stream, so a gap means that something was missed: fetch again.
 * `resync` says so outright.
 */
export const liveEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('graph'), graph: liveGraph }),
  z.object({ type: z.literal('sources'), readiness: readyzResponse }),
  z.object({ type: z.literal('change'), changeId: z.string() }),
  z.object({ type: z.literal('config'), kind: z.string(), namespace: z.string(), name: z.string() }),
  z.object({ type: z.literal('resync') }),
])
export type LiveEvent = z.infer<typeof liveEvent>
