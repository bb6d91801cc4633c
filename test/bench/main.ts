import { figuresOfTheMesh } from './mesh-figures.ts'
import { holds, record, table, type Benchmark } from './figure.ts'
import { javascriptSize } from './javascript-size.ts'
import { startTimes } from './start-times.ts'
import { logs } from './telemetry/logs-page.ts'
import { graphBenchmarks } from './graph/benchmarks.ts'
import { traces } from './telemetry/traces.ts'

const benchmarks: Benchmark[] = [javascriptSize, ...graphBenchmarks, traces, logs, startTimes, figuresOfTheMesh]
const only = process.argv.slice(2)

let short = 0
const isWanted = ({ name }: Benchmark) =>
  only.length === 0 || only.some((asked) => name === asked || name.startsWith(`${asked}-`))
for (const { name, run } of benchmarks.filter(isWanted)) {
  process.stdout.write(`\n## ${name}\n\n`)
  const figures = await run()
  process.stdout.write(`${table(figures)}\n`)
  if (name !== 'mesh') record(name, figures, new Date())
  short += figures.filter((figure) => !holds(figure)).length
}
process.exit(short === 0 ? 0 : 1)
