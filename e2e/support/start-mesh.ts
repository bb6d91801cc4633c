import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { freePorts } from '../../test/support/free-ports.ts'
import { eventually, startMesh } from '../../test/support/mesh-instance.ts'
import { root } from '../../test/support/source-files.ts'
import { callConsole, type Graph } from '../../test/bench/console-api.ts'

/** One real mesh for all journeys; it serves them when its graph has every edge. */
export default async function startMeshForJourneys(): Promise<() => Promise<void>> {
  const dir = join(root, 'test-results/mesh')
  rmSync(dir, { recursive: true, force: true })
  const [portalPort] = await freePorts(1)
  process.env['HEDDLE_PORTAL_PORT'] = String(portalPort)
  const mesh = await startMesh(dir, { HEDDLE_FRAME_ANCESTORS: `http://localhost:${portalPort ?? 0}` })
  process.env['HEDDLE_STATE'] = join(dir, 'state.json')
  await eventually('every edge of the graph', 120_000, async () => {
    const { edges } = await callConsole<Graph>(mesh.state, '/api/graph?namespaces=bookinfo&window=60s&type=workload')
    return edges.length >= 6 ? true : undefined
  }).catch(async (error: unknown) => {
    await mesh.stop()
    throw error
  })
  return mesh.stop
}
