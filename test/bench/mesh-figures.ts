import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eventually, startMesh, type MeshInstance } from '../support/mesh-instance.ts'
import { graphOf } from './console-api.ts'
import { record, type Benchmark, type Figure } from './figure.ts'
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

/** Memory first: the state after a minute of traffic. The longest part last; each is recorded as soon as it is done. */
async function measure(mesh: MeshInstance): Promise<Figure[]> {
  const parts: [string, () => Promise<Figure[]> | Figure[]][] = [
    ['mesh-truth', () => truth(mesh.state)],
    ['mesh-memory', () => memoryOf(mesh.dir)],
    ['mesh-propagation', () => propagation(mesh.state)],
    ['mesh-split', () => observedSplits(mesh.state, 40)],
  ]
  const all: Figure[] = []
  for (const [name, run] of parts) {
    const figures = await run()
    record(name, figures, new Date())
    all.push(...figures)
  }
  return all
}
