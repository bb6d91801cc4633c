'use client'
import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { graphParameters, graphQuery, type GraphParams } from '../../lib/client/queries/graph.ts'
import { useNow } from '../shell/use-now.ts'
import { useRefresh } from '../shell/refresh.tsx'
import { isBlind, shownAnswer, type Answer } from './last-good.ts'
import { useLiveGraph } from './use-live-graph.ts'
import { dataStateOf } from './data-state.ts'
import { usePositions } from './layout/use-positions.ts'
import { positionKey } from './layout/position-store.ts'
import type { GraphResponse } from '../../lib/contract/graph.ts'
import { buildModel } from './model/build-model.ts'
import { foldIslands } from './model/fold.ts'
import type { LinkOptions } from './model/link.ts'
import { emptyModel, type EdgeMetric } from './model/graph-model.ts'
import { createGeometryCache, layoutInputOf, pictureOf } from './model/picture.ts'

export type GraphDataOptions = GraphParams & {
  metric: EdgeMetric
  mtls: boolean
  folded?: readonly string[]
  enabled?: boolean
}

const none: readonly string[] = []

function modelOf(data: GraphResponse, folded: readonly string[], options: LinkOptions) {
  const { graph, folded: inside } = foldIslands(data, new Set(folded))
  return buildModel(graph, options, inside)
}

/** The stream's own pace. */
const liveMs = 5_000

/** From the query to the picture, with the state that the page shows. */
export function useGraphData({ metric, mtls, folded = none, enabled = true, ...params }: GraphDataOptions) {
  const { refetchInterval } = useRefresh()
  // A moment in the past does not change.
  const live = params.scope.at === undefined ? refetchInterval : false
  // Live pages listen at the default pace; another pace, or a pause, is asked for by polling.
  const listening = useLiveGraph(params, enabled && live === liveMs)
  const query = useQuery({ ...graphQuery(params), refetchInterval: paceOf(live, listening), enabled })
  const { answer, blind } = useShownAnswer(JSON.stringify(graphParameters(params)), query)
  const data = answer?.graph
  const model = useMemo(
    () => (data === undefined ? emptyModel : modelOf(data, folded, { metric, mtls })),
    [data, folded, metric, mtls],
  )
  const input = useMemo(() => (data === undefined ? null : layoutInputOf(model)), [data, model])
  const key = positionKey({ type: params.type, namespaces: params.scope.namespaces })
  const places = usePositions(key, input)
  const [geometry] = useState(createGeometryCache)
  const picture = useMemo(
    () => (places.positions === null ? null : pictureOf(model, geometry(model, places.positions))),
    [model, places.positions, geometry],
  )
  const [drawn, setDrawn] = useState(false)
  useMark('heddle:graph-data', data !== undefined)
  useMark('heddle:graph-stable', drawn)
  const now = useNow()
  const ageMs = now === null || answer === null ? 0 : Math.max(0, now - answer.receivedAtMs)
  const state = dataStateOf({
    nodes: data === undefined ? null : data.nodes.length,
    failed: query.isError || blind,
    drawn: drawn && picture !== null,
    ageMs,
    refreshMs: live,
  })
  return { query, data, blind, model, picture, places, state, ageMs, onStable: () => setDrawn(true) }
}

/** The newest answer, or the last one with a picture while the metrics cannot be asked. */
function useShownAnswer(key: string, query: UseQueryResult<GraphResponse>) {
  const newest: Answer | null =
    query.data === undefined ? null : { key, graph: query.data, receivedAtMs: query.dataUpdatedAt }
  const [lastGood, setLastGood] = useState<Answer | null>(null)
  const better = newest !== null && !query.isPlaceholderData && !isBlind(newest.graph)
  if (better && (lastGood?.graph !== newest.graph || lastGood.key !== key)) setLastGood(newest)
  return useMemo(
    () =>
      shownAnswer(
        query.data === undefined ? null : { key, graph: query.data, receivedAtMs: query.dataUpdatedAt },
        lastGood,
      ),
    [key, query.data, query.dataUpdatedAt, lastGood],
  )
}

/** While the stream is open a slow poll stays, for a stream that is open and says nothing. */
function paceOf(live: number | false, listening: boolean): number | false {
  return live !== false && listening ? live * 3 : live
}

function useMark(name: string, reached: boolean): void {
  useEffect(() => {
    if (reached) performance.mark(name)
  }, [name, reached])
}
