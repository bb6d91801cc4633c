import { join } from 'node:path'
import { eventually, startMesh } from '../../test/support/mesh-instance.ts'
import { root } from '../../test/support/source-files.ts'

/** One real mesh for all journeys; it serves them when its graph has traffic. */
export default async function startMeshForJourneys(): Promise<() => Promise<void>> {
  const mesh = await startMesh(join(root, 'test-results/mesh'), {
    HEDDLE_FRAME_ANCESTORS: process.env['HEDDLE_FRAME_ANCESTORS'] ?? '',
  })
  process.env['HEDDLE_STATE'] = join(mesh.dir, 'state.json')
  const { consoleUrl, token } = mesh.state
  await eventually('a graph with traffic', 90_000, async () => {
    const response = await fetch(`${consoleUrl}/api/graph?namespaces=bookinfo&window=60s&type=workload`, {
      headers: { authorization: `Bearer ${token}` },
    })
    const graph = (await response.json()) as { edges: { rps: number | null }[] }
    return graph.edges.some(({ rps }) => (rps ?? 0) > 0) ? true : undefined
  })
  return mesh.stop
}
