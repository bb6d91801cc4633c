import { figuresOfTheMesh } from './mesh-figures.ts'
import { holds, record, table, type Benchmark } from './figure.ts'
import { javascriptSize } from './javascript-size.ts'
import { startTimes } from './start-times.ts'
import { traceStore } from './trace-store.ts'
import { syntheticGraph } from './synthetic-graph.ts'

const benchmarks: Benchmark[] = [javascriptSize, syntheticGraph, traceStore, startTimes, figuresOfTheMesh]
const only = process.argv.slice(2)

let short = 0
for (const { name, run } of benchmarks.filter(({ name: one }) => only.length === 0 || only.includes(one))) {
  process.stdout.write(`\n## ${name}\n\n`)
  const figures = await run()
  process.stdout.write(`${table(figures)}\n`)
  if (name !== 'mesh') record(name, figures, new Date())
  short += figures.filter((figure) => !holds(figure)).length
}
process.exit(short === 0 ? 0 : 1)
