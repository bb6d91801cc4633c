import { spawn, type ChildProcess } from 'node:child_process'
import { createHash } from 'node:crypto'
import { createWriteStream, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePorts } from '../../support/free-ports.ts'
import { eventually } from '../../support/mesh-instance.ts'
import { toolPath } from '../../support/tools.ts'
import { meshes, openMetrics, type MeshName } from './synthetic-mesh.ts'

/** A real Prometheus that holds a synthetic mesh; `endSeconds` is the moment of its last samples. */
export type SyntheticPrometheus = { url: string; data: string; endSeconds: number; stop: () => Promise<void> }

/** Six samples a series span 75 s: a window of 60 s that ends in the last 15 has at least four of them. */
const stepSeconds = 15
const count = 6
/** Data that was loaded is loaded once: the text of the largest mesh has gigabytes. */
const cache = join(tmpdir(), 'heddle-bench-meshes')

/** Loads a mesh into a real Prometheus by promtool, once a machine, and serves it; nothing is scraped. */
export async function servePrometheus(name: MeshName): Promise<SyntheticPrometheus> {
  const dir = await loaded(name)
  const endSeconds = Number(readFileSync(join(dir, 'end'), 'utf8'))
  const [port = 0] = await freePorts(1)
  const url = `http://127.0.0.1:${port}`
  const data = join(dir, 'data')
  const args = [
    `--config.file=${join(dir, 'prometheus.yml')}`,
    `--storage.tsdb.path=${data}`,
    '--storage.tsdb.retention.time=10y',
    `--web.listen-address=127.0.0.1:${port}`,
  ]
  const child = spawn(toolPath('prometheus'), args, { stdio: 'ignore' })
  await eventually('Prometheus', 60_000, async () => ((await fetch(`${url}/-/ready`)).ok ? true : undefined))
  return {
    url,
    data,
    endSeconds,
    stop: async () => {
      child.kill('SIGTERM')
      await once(child, 'exit')
    },
  }
}

/** The folder of a mesh's data, made when this generator has not made it before. */
async function loaded(name: MeshName): Promise<string> {
  const made = readFileSync(join(import.meta.dirname, 'synthetic-mesh.ts'))
  const dir = join(cache, `${name}-${createHash('sha256').update(made).digest('hex').slice(0, 12)}`)
  if (existsSync(dir)) return dir
  const draft = `${dir}.${process.pid}`
  mkdirSync(draft, { recursive: true })
  const endSeconds = Math.floor(Date.now() / 1_000)
  const text = join(draft, 'mesh.om')
  await writeText(text, openMetrics(meshes[name], { endSeconds, stepSeconds, count }))
  await blocksFrom(['openmetrics', '--quiet', text, join(draft, 'data')])
  rmSync(text)
  writeFileSync(join(draft, 'prometheus.yml'), 'scrape_configs: []\n')
  writeFileSync(join(draft, 'end'), String(endSeconds))
  renameSync(draft, dir)
  return dir
}

/** Runs `promtool tsdb create-blocks-from`. @throws Error when it fails */
export async function blocksFrom(args: readonly string[]): Promise<void> {
  await ended(spawn(toolPath('promtool'), ['tsdb', 'create-blocks-from', ...args], { stdio: 'ignore' }))
}

const CHUNK = 1 << 20

async function writeText(path: string, chunks: Iterable<string>): Promise<void> {
  const out = createWriteStream(path)
  let pending = ''
  const flush = async () => {
    if (!out.write(pending)) await once(out, 'drain')
    pending = ''
  }
  for (const chunk of chunks) {
    pending += chunk
    if (pending.length > CHUNK) await flush()
  }
  await flush()
  out.end()
  await once(out, 'finish')
}

async function ended(child: ChildProcess): Promise<void> {
  const [code] = (await once(child, 'exit')) as [number | null]
  if (code !== 0) throw new Error(`promtool ended with ${String(code)}`)
}
