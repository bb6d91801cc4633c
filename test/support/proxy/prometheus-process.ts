import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { toolPath } from '../tools.ts'
import { stopProcess } from './envoy-process.ts'
import { eventually } from './poll.ts'

const answer = z.object({
  data: z.object({
    result: z.array(z.object({ metric: z.record(z.string(), z.string()), value: z.tuple([z.number(), z.string()]) })),
  }),
})

export interface PrometheusProcess {
  readonly url: string
  /** Instant query: the labels and value of each series. */
  query(expression: string): Promise<{ labels: Record<string, string>; value: number }[]>
  stop(): Promise<void>
}

/** Starts a real Prometheus with the given YAML and waits until it is ready. */
export async function startPrometheus(config: string, port: number, directory: string): Promise<PrometheusProcess> {
  const file = join(directory, 'prometheus.yml')
  writeFileSync(file, config)
  const url = `http://127.0.0.1:${port}`
  const options = [`--config.file=${file}`, `--storage.tsdb.path=${join(directory, 'tsdb')}`]
  const child = spawn(toolPath('prometheus'), [...options, `--web.listen-address=127.0.0.1:${port}`], {
    stdio: ['ignore', 'ignore', 'ignore'],
  })
  await eventually(async () => ((await fetch(`${url}/-/ready`)).ok ? true : undefined), 20_000)
  return {
    url,
    query: async (expression) => {
      const response = await fetch(`${url}/api/v1/query?query=${encodeURIComponent(expression)}`)
      const { data } = answer.parse(await response.json())
      return data.result.map(({ metric, value }) => ({ labels: metric, value: Number(value[1]) }))
    },
    stop: () => stopProcess(child),
  }
}
