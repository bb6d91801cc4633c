import { execFile, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { toolPath } from '../../../../test/support/tools.ts'
import { createLogger } from '../../../../lib/platform/logger.ts'
import { startClusterApi, type ClusterApi, type ClusterApiOptions } from '../start.ts'

export interface CommandResult {
  readonly code: number
  readonly output: string
  readonly errors: string
}

/** A real cluster API on a free port in a folder of its own, and a real kubectl for it. */
export class ClusterUnderTest {
  readonly directory = mkdtempSync(join(tmpdir(), 'heddle-cluster-'))
  readonly #options: Partial<ClusterApiOptions>
  #api: ClusterApi | undefined

  constructor(options: Partial<ClusterApiOptions> = {}) {
    this.#options = options
  }

  get api(): ClusterApi {
    if (this.#api === undefined) throw new Error('the cluster under test is not started')
    return this.#api
  }

  get store() {
    return this.api.store
  }

  get url(): string {
    return `https://127.0.0.1:${this.api.port}`
  }

  async start(port = 0): Promise<this> {
    this.#api = await startClusterApi({
      heddleDirectory: this.directory,
      port,
      hooks: [],
      logger: createLogger('cluster-test', 'silent'),
      now: () => new Date(),
      ...this.#options,
    })
    return this
  }

  /** Stops and starts the API on the same port and folder. */
  async restart(): Promise<void> {
    const { port } = this.api
    await this.api.close()
    await this.start(port)
  }

  kubeconfig(user?: string): string {
    return user === undefined
      ? join(this.directory, 'kubeconfig')
      : join(this.directory, 'kubeconfigs', `${user}.kubeconfig`)
  }

  /** Runs kubectl as the admin; `input` goes to its standard input. Never throws: look at `code`. */
  kubectl(
    args: readonly string[],
    { input = '', user }: { input?: string; user?: string } = {},
  ): Promise<CommandResult> {
    const all = ['--kubeconfig', this.kubeconfig(user), '--cache-dir', join(this.directory, 'kubectl-cache'), ...args]
    return new Promise((resolve) => {
      const child = execFile(toolPath('kubectl'), all, { timeout: 60_000 }, (error, output, errors) => {
        const code = error === null ? 0 : typeof error.code === 'number' ? error.code : 1
        resolve({ code, output, errors })
      })
      child.stdin?.end(input)
    })
  }

  /** kubectl that must succeed; returns what it printed. */
  async run(command: string, input = ''): Promise<string> {
    const result = await this.kubectl(command.split(' '), { input })
    if (result.code !== 0) throw new Error(`kubectl ${command}: ${result.errors.trim()}`)
    return result.output
  }

  /** kubectl that must be refused; returns its error text. */
  async refused(command: string, input = ''): Promise<string> {
    const result = await this.kubectl(command.split(' '), { input })
    if (result.code === 0) throw new Error(`kubectl ${command} was not refused: ${result.output.trim()}`)
    return result.errors
  }

  /** A long-running kubectl; `lines` grows as it prints. */
  follow(command: string): { readonly lines: string[]; stop(): void } {
    const lines: string[] = []
    const child = spawn(toolPath('kubectl'), ['--kubeconfig', this.kubeconfig(), ...command.split(' ')])
    let rest = ''
    child.stdout.on('data', (chunk: Buffer) => {
      const parts = `${rest}${chunk.toString('utf8')}`.split('\n')
      rest = parts.pop() ?? ''
      lines.push(...parts)
    })
    return { lines, stop: () => child.kill() }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#api?.close()
    rmSync(this.directory, { recursive: true, force: true })
  }
}

/** Waits until the probe gives something truthy, looking every 20 ms. */
export async function until<T>(what: string, probe: () => T | Promise<T>, timeoutMs = 15_000): Promise<NonNullable<T>> {
  const end = Date.now() + timeoutMs
  for (;;) {
    const value = await probe()
    if (value) return value
    if (Date.now() > end) throw new Error(`${what}: not within ${timeoutMs} ms`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
