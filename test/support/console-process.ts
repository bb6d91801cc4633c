import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { freePorts } from './free-ports.ts'
import { eventually } from './mesh-instance.ts'
import { root } from './source-files.ts'

export interface ConsoleProcess {
  readonly url: string
  readonly token: string
  /** What it wrote, for the sentence of a failed start. */
  readonly output: () => string
  stop(): Promise<number | null>
}

/** The built console alone, against the addresses given; what is absent is an address where nobody answers. */
export async function startConsole(dir: string, more: Readonly<Record<string, string>> = {}): Promise<ConsoleProcess> {
  const [port = 0] = await freePorts(1)
  const token = 'a-token-of-the-tests-0123456789abcdef'
  const env = {
    PATH: process.env['PATH'] ?? '',
    ...(process.env['HEDDLE_DIST_DIR'] === undefined ? {} : { HEDDLE_DIST_DIR: process.env['HEDDLE_DIST_DIR'] }),
    NODE_ENV: 'production' as const,
    HOST: '127.0.0.1',
    PORT: String(port),
    PROMETHEUS_URL: 'http://127.0.0.1:1',
    KUBECONFIG: join(dir, 'absent.kubeconfig'),
    HEDDLE_TOKEN: token,
    HEDDLE_DATA: join(dir, 'console'),
    ...more,
  }
  const child = spawn(process.execPath, [join(root, 'lib/server/main.ts')], { cwd: root, env })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += String(text)))
  const url = `http://127.0.0.1:${port}`
  await eventually('the console', 90_000, async () => ((await fetch(`${url}/api/healthz`)).ok ? true : undefined))
  return {
    url,
    token,
    output: () => output,
    stop: async () => {
      if (child.exitCode !== null) return child.exitCode
      child.kill('SIGTERM')
      const [code] = await once(child, 'exit')
      return typeof code === 'number' ? code : null
    },
  }
}
