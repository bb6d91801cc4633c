'use client'
import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { graphParameters, graphQuery, type GraphParams } from '../../lib/client/queries/graph.ts'
import { useNow } from '../shell/use-now.ts'
import { useRefresh } from '../shell/refresh.tsx'
import { isBlind, shownAnswer, type Answer } from './last-good.ts'
import { useLiveGraph } from './use-live-graph.ts'
import { dataStateOf } from './data-state.ts'
import { useBudget } from './use-budget.ts'
import { usePositions } from './layout/use-positions.ts'
import { positionKey } from './layout/position-store.ts'
import type { GraphResponse } from '../../lib/contract/graph.ts'
import { buildModel } from './model/build-model.ts'
import { hideInModel } from './find/hide-in-model.ts'
import { usePatternCompiler } from './find/use-pattern-compiler.ts'
import { boxKinds, type BoxKind } from './graph-url.ts'
import { createDepartures } from './model/departed.ts'
import { foldIslands, withParts } from './model/fold.ts'
import type { LinkOptions } from './model/link.ts'
import { emptyModel, type EdgeMetric } from './model/graph-model.ts'
import { withBoxes } from './with-boxes.ts'
import { createGeometryCache, layoutInputOf, pictureOf } from './model/picture.ts'

export type GraphDataOptions = GraphParams & {
  metric: EdgeMetric
  mtls: boolean
  folded?: readonly string[]
  /** What is drawn around nodes; everything unless said. */
  boxes?: readonly BoxKind[]
  /** What is taken away, in the find language. */
  hide?: string
  /** Ids of what is selected: the drawing budget leaves it open. */
  selected?: readonly string[]
  enabled?: boolean
}

const none: readonly string[] = []

type ModelOptions = LinkOptions & { folded: readonly string[]; boxes: readonly BoxKind[] }

function modelOf(data: GraphResponse, { folded, boxes, ...options }: ModelOptions) {
  const { graph, folded: inside, merged } = foldIslands(data, new Set(folded))
  return withBoxes(withParts(buildModel(graph, options, inside), merged), boxes)
}

/** The model of an answer, and what of it is left after hiding. */
function useModels(
  data: GraphResponse | undefined,
  { hide, metric, mtls, folded, boxes }: ModelOptions & { hide: string },
) {
  const whole = useMemo(
    () => (data === undefined ? emptyModel : modelOf(data, { folded, boxes, metric, mtls })),
    [data, folded, boxes, metric, mtls],
  )
  const compile = usePatternCompiler(hide)
  const { model, hidden } = useMemo(() => hideInModel(whole, hide, compile), [whole, hide, compile])
  return { whole, model, hidden }
}

/** The stream's own pace. */
const liveMs = 5_000

/** From the query to the picture, with the state that the page shows. */
export function useGraphData({
  metric,
  mtls,
  folded = none,
  boxes = boxKinds,
  hide = '',
  selected = none,
  enabled = true,
  ...params
}: GraphDataOptions) {
  const { refetchInterval } = useRefresh()
  // A moment in the past does not change.
  const live = params.scope.at === undefined ? refetchInterval : false
  // Live pages listen at the default pace; another pace, or a pause, is asked for by polling.
  const listening = useLiveGraph(params, enabled && live === liveMs)
  const query = useQuery({ ...graphQuery(params), refetchInterval: paceOf(live, listening), enabled })
  const { answer, blind } = useShownAnswer(JSON.stringify(graphParameters(params)), query)
  const data = answer?.graph
  const budget = useBudget(data, folded, selected)
  const { whole, model, hidden } = useModels(data, { hide, metric, mtls, folded: budget.folded, boxes })
  const [departures] = useState(createDepartures)
  const question = JSON.stringify([graphParameters(params), hide, budget.folded, boxes])
  const drawnModel = departures({ key: question, model, atMs: answer?.receivedAtMs ?? 0 })
  const input = useMemo(() => (data === undefined ? null : layoutInputOf(drawnModel)), [data, drawnModel])
  const key = placesKey(params)
  const places = usePositions(key, input)
  const [geometry] = useState(createGeometryCache)
  const picture = useMemo(
    () => (places.positions === null ? null : pictureOf(drawnModel, geometry(drawnModel, places.positions))),
    [drawnModel, places.positions, geometry],
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
  return {
    query,
    data,
    blind,
    whole,
    model,
    drawnModel,
    hidden,
    budget,
    picture,
    places,
    state,
    ageMs,
    onStable: () => setDrawn(true),
  }
}

/** A part of the mesh around one node is a picture of its own, with places of its own. */
function placesKey({ type, scope, focus = null, aggregate = '' }: GraphParams): string {
  const key = positionKey({ type, namespaces: focus === null ? scope.namespaces : [] })
  return [
    key,
    ...(focus === null ? [] : [`around ${focus.node} ${focus.hops}`]),
    ...(aggregate === '' ? [] : [`by ${aggregate}`]),
  ].join(' ')
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
