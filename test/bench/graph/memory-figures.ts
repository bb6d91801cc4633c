import type { Figure } from '../figure.ts'
import { base, timedGraph } from './graph-console.ts'
import type { MeshName } from './synthetic-mesh.ts'

/** Resident memory of the console, in mebibytes. */
const limits = { M: 300, L: 1_024 } as const
/** One cold graph a second for ten minutes is what a view that refreshes every 5 s asks in 50. */
const MINUTES = Number(process.env['HEDDLE_BENCH_MEMORY_MINUTES'] ?? 10)
const PACE_MS = 1_000

export type Watched = {
  url: string
  endSeconds: number
  name: MeshName & keyof typeof limits
  rssMebibytes: () => number
}

/** Asks for a new graph at a quick pace and watches the console's memory: the most, and its slope in the second half. */
export async function memoryFigures({ url, endSeconds, name, rssMebibytes }: Watched): Promise<Figure[]> {
  const until = performance.now() + MINUTES * 60_000
  const seen: { minutes: number; mebibytes: number }[] = []
  for (let run = 0; performance.now() < until; run++) {
    const started = performance.now()
    // Answers are kept for 10 s: a moment that comes again after 14 s is cold.
    await timedGraph(url, `layers=${base}&at=${endSeconds - (run % 14)}`)
    seen.push({ minutes: started / 60_000, mebibytes: rssMebibytes() })
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, PACE_MS - (performance.now() - started))))
  }
  const later = seen.slice(Math.floor(seen.length / 2))
  return [
    {
      name: `${name}: most resident memory of the console in ${MINUTES} min, ${seen.length} cold graphs`,
      value: Math.max(...seen.map(({ mebibytes }) => mebibytes)),
      unit: 'MiB',
      limit: { atMost: limits[name] },
    },
    {
      name: `${name}: slope of its memory in the second half`,
      value: slope(later),
      unit: 'MiB/min',
      limit: { atMost: 2 },
    },
  ]
}

/** Least squares. */
function slope(points: readonly { minutes: number; mebibytes: number }[]): number {
  const mean = (pick: (point: (typeof points)[number]) => number) =>
    points.reduce((sum, point) => sum + pick(point), 0) / points.length
  const [x, y] = [mean(({ minutes }) => minutes), mean(({ mebibytes }) => mebibytes)]
  const spread = points.reduce((sum, { minutes }) => sum + (minutes - x) ** 2, 0)
  return points.reduce((sum, { minutes, mebibytes }) => sum + (minutes - x) * (mebibytes - y), 0) / spread
}
