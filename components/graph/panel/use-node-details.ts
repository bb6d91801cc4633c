'use client'
import { useQuery } from '@tanstack/react-query'
import type { GraphParams } from '../../../lib/client/queries/graph.ts'
import { serviceQuery, workloadQuery } from '../../../lib/client/queries/objects.ts'
import type { TrafficSeries } from '../../../lib/contract/edge.ts'
import type { GraphNode } from '../../../lib/domain/graph/model.ts'
import { usePace } from './use-pace.ts'

const nobody = { namespace: '', name: '' }

function workloadOf({ namespace, workload }: GraphNode) {
  return namespace === null || workload === null ? null : { namespace, name: workload }
}

function serviceOf({ kind, namespace, service, name }: GraphNode) {
  return namespace === null || kind !== 'service' ? null : { namespace, name: service ?? name }
}

/** The workload behind a node; nothing is asked for a node that is none. */
export function useWorkload(node: GraphNode, { scope }: GraphParams) {
  const name = workloadOf(node)
  return useQuery({ ...workloadQuery(name ?? nobody, scope), ...usePace(scope), enabled: name !== null })
}

/** The course of what a node receives, where it is a workload or a service; null until it is known. */
export function useNodeSeries(node: GraphNode, params: GraphParams): TrafficSeries | null {
  const { scope } = params
  const name = serviceOf(node)
  const workload = useWorkload(node, params)
  const service = useQuery({ ...serviceQuery(name ?? nobody, scope), ...usePace(scope), enabled: name !== null })
  return workload.data?.series ?? service.data?.series ?? null
}
