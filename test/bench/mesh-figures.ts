import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eventually, startMesh, type MeshInstance } from '../support/mesh-instance.ts'
import { graphOf } from './console-api.ts'
import type { Benchmark, Figure } from './figure.ts'
import { memoryOf } from './memory.ts'
import { observedSplits } from './observed-split.ts'
import { propagation } from './propagation.ts'
import { truth } from './truth.ts'

const requestsPerSecond = 100

/** Everything that needs the running mesh, at 100 requests per second. */
export const figuresOfTheMesh: Benchmark = {
  name: 'mesh',
  async run() {
    const dir = mkdtempSync(join(tmpdir(), 'heddle-bench-'))
    const mesh = await startMesh(dir, { HEDDLE_TRAFFIC_RPS: String(requestsPerSecond) })
    try {
      await eventually('a graph with traffic', 90_000, async () =>
        (await graphOf(mesh.state)).edges.length >= 5 ? true : undefined,
      )
      return await measure(mesh)
    } finally {
      await mesh.stop()
      rmSync(dir, { recursive: true, force: true })
    }
  },
}

async function measure(mesh: MeshInstance): Promise<Figure[]> {
  return [
    ...(await truth(mesh.state)),
    ...(await propagation(mesh.state)),
    ...(await observedSplits(mesh.state, 40)),
    ...memoryOf(mesh.dir),
  ]
}
