import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { freePorts } from './free-ports.ts'
import { eventually } from './mesh-instance.ts'
import { toolPath } from './tools.ts'

export interface FilledPrometheus {
  readonly url: string
  readonly port: number
  stop(): Promise<void>
}

/** A real Prometheus that holds what an OpenMetrics text says; nothing is scraped. */
export async function prometheusFromText(dir: string, text: string): Promise<FilledPrometheus> {
  mkdirSync(dir, { recursive: true })
  writeFileSync(join(dir, 'metrics.om'), text)
  const importing = spawn(
    toolPath('promtool'),
    ['tsdb', 'create-blocks-from', 'openmetrics', join(dir, 'metrics.om'), join(dir, 'data')],
    { stdio: 'ignore' },
  )
  const [code] = await once(importing, 'exit')
  if (code !== 0) throw new Error(`promtool ended with ${String(code)}`)
  const [port = 0] = await freePorts(1)
  return servePrometheus(dir, port)
}

/** Starts a Prometheus over a folder that was filled before. */
export async function servePrometheus(dir: string, port: number): Promise<FilledPrometheus> {
  writeFileSync(join(dir, 'prometheus.yml'), 'scrape_configs: []\n')
  const args = [
    `--config.file=${join(dir, 'prometheus.yml')}`,
    `--storage.tsdb.path=${join(dir, 'data')}`,
    '--storage.tsdb.retention.time=10y',
    `--web.listen-address=127.0.0.1:${port}`,
  ]
  const child: ChildProcess = spawn(toolPath('prometheus'), args, { stdio: 'ignore' })
  const url = `http://127.0.0.1:${port}`
  await eventually('Prometheus', 60_000, async () => ((await fetch(`${url}/-/ready`)).ok ? true : undefined))
  return {
    url,
    port,
    stop: async () => {
      child.kill('SIGTERM')
      await once(child, 'exit')
    },
  }
}
