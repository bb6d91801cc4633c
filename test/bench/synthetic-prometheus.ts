import { spawn, type ChildProcess } from 'node:child_process'
import { createWriteStream, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { once } from 'node:events'
import { freePorts } from '../support/free-ports.ts'
import { eventually } from '../support/mesh-instance.ts'
import { toolPath } from '../support/tools.ts'
import { openMetrics, type SampleTimes, type SyntheticMesh } from './synthetic-mesh.ts'

export type SyntheticPrometheus = { url: string; stop: () => Promise<void> }

/** Loads the mesh into a real Prometheus by promtool and serves it; nothing is scraped. */
export async function serveSyntheticMesh(
  dir: string,
  mesh: SyntheticMesh,
  times: SampleTimes,
): Promise<SyntheticPrometheus> {
  mkdirSync(dir, { recursive: true })
  const text = join(dir, 'mesh.om')
  const out = createWriteStream(text)
  for (const chunk of openMetrics(mesh, times)) if (!out.write(chunk)) await once(out, 'drain')
  out.end()
  await once(out, 'finish')
  await ended(
    spawn(toolPath('promtool'), ['tsdb', 'create-blocks-from', 'openmetrics', text, join(dir, 'data')], {
      stdio: 'ignore',
    }),
  )
  writeFileSync(join(dir, 'prometheus.yml'), 'scrape_configs: []\n')
  const [port] = await freePorts(1)
  const url = `http://127.0.0.1:${port ?? 0}`
  const args = [
    `--config.file=${join(dir, 'prometheus.yml')}`,
    `--storage.tsdb.path=${join(dir, 'data')}`,
    `--web.listen-address=127.0.0.1:${port ?? 0}`,
  ]
  const child = spawn(toolPath('prometheus'), args, { stdio: 'ignore' })
  await eventually('Prometheus', 60_000, async () => ((await fetch(`${url}/-/ready`)).ok ? true : undefined))
  return {
    url,
    stop: async () => {
      child.kill('SIGTERM')
      await once(child, 'exit')
    },
  }
}

async function ended(child: ChildProcess): Promise<void> {
  const [code] = (await once(child, 'exit')) as [number | null]
  if (code !== 0) throw new Error(`promtool ended with ${String(code)}`)
}
