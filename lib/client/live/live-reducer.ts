import type { GraphResponse } from '../../contract/graph.ts'

/** Ids count up by one: anything else means that something was missed and what is cached cannot be trusted. */
export function missedSomething(lastId: string | null, id: string | null): boolean {
  if (lastId === null || id === null) return false
  return Number(id) !== Number(lastId) + 1
}

/** The picture after an event: the newer of the two, and the same object when nothing changed. */
export function newerGraph(cached: GraphResponse | undefined, incoming: GraphResponse): GraphResponse {
  if (cached === undefined || incoming.at > cached.at) return incoming
  return cached
}
