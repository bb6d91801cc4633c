import type { Benchmark, Figure } from '../figure.ts'
import { baseFigures, viewerFigures, wholeFigures } from './api-figures.ts'
import { drawingFigures } from './drawing.ts'
import { startConsole, type GraphConsole } from './graph-console.ts'
import { memoryFigures } from './memory-figures.ts'
import { percentileFigures } from './percentile-figures.ts'
import type { MeshName } from './synthetic-mesh.ts'
import { servePrometheus, type SyntheticPrometheus } from './synthetic-prometheus.ts'

type Served = { prometheus: SyntheticPrometheus; console: GraphConsole }

/** Serves a mesh from a Prometheus and a console of its own while `measure` runs. */
async function onMesh(name: MeshName, measure: (served: Served) => Promise<Figure[]>): Promise<Figure[]> {
  const prometheus = await servePrometheus(name)
  try {
    const served = await startConsole(prometheus.url)
    try {
      return await measure({ prometheus, console: served })
    } finally {
      await served.stop()
    }
  } finally {
    await prometheus.stop()
  }
}

const api = (name: 'S' | 'M' | 'L'): Benchmark => ({
  name: `graph-${name.toLowerCase()}`,
  run: () =>
    onMesh(name, async ({ prometheus, console }) => {
      const of = { url: console.url, prometheusUrl: prometheus.url, endSeconds: prometheus.endSeconds, name }
      const figures: Figure[] = []
      for (const part of [baseFigures, viewerFigures, wholeFigures, percentileFigures])
        figures.push(...(await part(of)))
      return figures
    }),
})

const drawing: Benchmark = {
  name: 'graph-drawing',
  async run() {
    const figures: Figure[] = []
    for (const name of ['S', 'SM', 'M', 'L'] as const)
      figures.push(
        ...(await onMesh(name, ({ prometheus, console }) =>
          drawingFigures({ url: console.url, endSeconds: prometheus.endSeconds, name }),
        )),
      )
    return figures
  },
}

const memory = (name: 'M' | 'L'): Benchmark => ({
  name: `graph-memory-${name.toLowerCase()}`,
  run: () =>
    onMesh(name, ({ prometheus, console: { url, rssMebibytes } }) =>
      memoryFigures({ url, endSeconds: prometheus.endSeconds, name, rssMebibytes }),
    ),
})

/** The graph of synthetic meshes: what the API takes, what Chromium takes to draw, what the console takes of memory. */
export const graphBenchmarks: Benchmark[] = [api('S'), api('M'), api('L'), drawing, memory('M'), memory('L')]
