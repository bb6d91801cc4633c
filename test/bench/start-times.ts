import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eventually, portEnvironment, type MeshState } from '../support/mesh-instance.ts'
import { root } from '../support/source-files.ts'
import { graphOf } from './console-api.ts'
import type { Benchmark } from './figure.ts'

/** `npm start` in a fresh clone, twice: until the graph has traffic. */
export const startTimes: Benchmark = {
  name: 'start',
  async run() {
    const dir = mkdtempSync(join(tmpdir(), 'heddle-start-'))
    const clone = join(dir, 'heddle')
    execFileSync('git', ['clone', '-q', root, clone])
    try {
      const first = await timeStart(clone, 300_000)
      const second = await timeStart(clone, 120_000)
      return [
        { name: 'first npm start to a graph with data, tools cached', value: first, unit: 's', limit: { atMost: 300 } },
        { name: 'second npm start to a graph with data', value: second, unit: 's', limit: { atMost: 40 } },
      ]
    } finally {
      rmSync(dir, { recursive: true, force: true })
    }
  },
}

async function timeStart(clone: string, timeoutMs: number): Promise<number> {
  const env = { ...process.env, ...(await portEnvironment()) }
  const started = Date.now()
  const child = spawn('npm', ['start'], { cwd: clone, env, stdio: 'ignore', detached: true })
  try {
    const path = join(clone, '.heddle/state.json')
    await eventually('a graph with traffic', timeoutMs, async () => {
      if (!existsSync(path)) return undefined
      const graph = await graphOf(JSON.parse(readFileSync(path, 'utf8')) as MeshState)
      return graph.edges.some(({ rps }) => (rps ?? 0) > 0) ? true : undefined
    })
    return (Date.now() - started) / 1000
  } finally {
    process.kill(-(child.pid ?? 0), 'SIGINT')
    await new Promise((resolve) => child.once('exit', resolve))
  }
}
