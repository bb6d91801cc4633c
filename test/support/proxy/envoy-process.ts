import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { JsonObject } from '../../../mesh/proxy/json.ts'
import { toolPath } from '../tools.ts'
import { eventually } from './poll.ts'

export interface EnvoyProcess {
  readonly podIp: string
  /** Lines of standard output: the access log. */
  readonly lines: readonly string[]
  /** Lines of standard error: Envoy's own log. */
  readonly log: readonly string[]
  /** The text of 15090. */
  stats(): Promise<string>
  stop(): Promise<void>
}

/** Starts a real Envoy from a bootstrap object and waits until it says that it is ready. */
export async function startEnvoy(input: {
  readonly bootstrap: JsonObject
  readonly podIp: string
  readonly directory: string
  readonly readyTimeoutMs?: number
}): Promise<EnvoyProcess> {
  const { bootstrap, podIp, directory, readyTimeoutMs = 20_000 } = input
  const file = join(directory, `envoy-${podIp}.json`)
  writeFileSync(file, JSON.stringify(bootstrap), { mode: 0o600 })
  const options = ['--disable-hot-restart', '--concurrency', '1', '--file-flush-interval-msec', '100', '-l', 'warning']
  const child = spawn(toolPath('envoy'), ['-c', file, ...options], { stdio: ['ignore', 'pipe', 'pipe'] })
  const [lines, log]: string[][] = [[], []]
  createInterface({ input: child.stdout }).on('line', (line) => lines?.push(line))
  createInterface({ input: child.stderr }).on('line', (line) => log?.push(line))
  const stop = () => stopProcess(child)
  try {
    await eventually(() => isReady(child, podIp), readyTimeoutMs)
  } catch (error) {
    await stop()
    throw new Error(`Envoy did not get ready: ${log?.slice(-5).join('\n')}`, { cause: error })
  }
  return {
    podIp,
    lines: lines ?? [],
    log: log ?? [],
    stats: async () => (await fetch(`http://${podIp}:15090/stats/prometheus`)).text(),
    stop,
  }
}

async function isReady(child: ChildProcess, podIp: string): Promise<true | undefined> {
  if (child.exitCode !== null) throw new Error(`Envoy ended with code ${child.exitCode}`)
  const response = await fetch(`http://${podIp}:15021/healthz/ready`)
  return response.ok ? true : undefined
}

/** Asks a process to end and waits for it; after 5 s it is killed. */
export async function stopProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  const killer = setTimeout(() => child.kill('SIGKILL'), 5_000)
  await ended
  clearTimeout(killer)
}
