import type { MeshState } from '../support/mesh-instance.ts'

export type GraphNode = { id: string; name: string; workload: string | null; namespace: string }
export type GraphEdge = {
  id: string
  source: string
  target: string
  rps: number | null
  latencyMs: { p95: number | null } | null
  mtls: { state: string; ratio: number | null; sourcePrincipals: string[] }
}
export type Graph = { nodes: GraphNode[]; edges: GraphEdge[]; queries: number; degraded: unknown[] }

/** Calls the console's API with the bearer token; throws with status and body on any error. */
export async function callConsole<T>({ consoleUrl, token }: MeshState, path: string, body?: unknown): Promise<T> {
  const response = await fetch(new URL(path, consoleUrl), {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${text.slice(0, 300)}`)
  return JSON.parse(text) as T
}

export const graphOf = (state: MeshState): Promise<Graph> =>
  callConsole(state, '/api/graph?namespaces=bookinfo&window=60s&type=workload')

/** The value of an instant query that yields one number; 0 when it yields none. */
export async function scalar({ prometheusUrl }: MeshState, query: string): Promise<number> {
  const response = await fetch(`${prometheusUrl}/api/v1/query?query=${encodeURIComponent(query)}`)
  const { data } = (await response.json()) as { data: { result: { value: [number, string] }[] } }
  return Number(data.result[0]?.value[1] ?? 0)
}
