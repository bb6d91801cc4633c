'use client'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { graphComparisonQuery, type ComparedWith } from '../../../lib/client/queries/graph-comparison.ts'
import type { GraphParams } from '../../../lib/client/queries/graph.ts'
import { hideInModel } from '../find/hide-in-model.ts'
import { usePatternCompiler } from '../find/use-pattern-compiler.ts'
import { positionKey } from '../layout/position-store.ts'
import { usePositions } from '../layout/use-positions.ts'
import { emptyModel } from '../model/graph-model.ts'
import { createGeometryCache, layoutInputOf, pictureOf } from '../model/picture.ts'
import { usePace } from '../panel/use-pace.ts'
import { compareModel } from './compare-model.ts'

/** The comparison as a picture, at the places that the graph itself has. */
export function useCompareData(params: GraphParams, { compared, hide }: { compared: ComparedWith; hide: string }) {
  const query = useQuery({ ...graphComparisonQuery(params, compared), ...usePace(params.scope) })
  const { data } = query
  const whole = useMemo(() => (data === undefined ? emptyModel : compareModel(data)), [data])
  const compile = usePatternCompiler(hide)
  const { model, hidden } = useMemo(() => hideInModel(whole, hide, compile), [whole, hide, compile])
  const input = useMemo(() => (data === undefined ? null : layoutInputOf(model)), [data, model])
  const key = positionKey({ type: params.type, namespaces: params.scope.namespaces })
  const places = usePositions(key, input)
  const [geometry] = useState(createGeometryCache)
  const picture = useMemo(
    () => (places.positions === null ? null : pictureOf(model, geometry(model, places.positions))),
    [model, places.positions, geometry],
  )
  return { query, data, whole, model, hidden, picture, places }
}
