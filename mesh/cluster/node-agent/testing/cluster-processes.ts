import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { kubectl } from '../../../../test/support/kubectl.ts'
import { eventually, portEnvironment } from '../../../../test/support/mesh-instance.ts'
import { takePodNetwork, type PodNetwork } from '../../../cli/pod-network.ts'
import { readRecords, type PodRecord } from '../pods/pod-record.ts'
import { stopRecordedPods } from '../pods/stop-recorded-pods.ts'

const scripts = {
  cluster: 'mesh/cluster/main.ts',
  'control-plane': 'mesh/control-plane/main.ts',
  'node-agent': 'mesh/cluster/node-agent/main.ts',
}
export type ProcessName = keyof typeof scripts

const root = join(import.meta.dirname, '../../../..')

/** The real cluster API, node agent and, when asked for, control plane in a folder and on ports of their own. */
export class ClusterProcesses {
  readonly dir = mkdtempSync(join(tmpdir(), 'heddle-cluster-'))
  readonly env: Record<string, string>
  readonly #network: PodNetwork
  readonly #children = new Map<ProcessName, ChildProcess>()
  readonly #output = new Map<ProcessName, string>()

  private constructor(env: Record<string, string>, network: PodNetwork) {
    this.env = {
      ...env,
      HEDDLE_DIR: this.dir,
      HEDDLE_POD_NETWORK: String(network.octet),
      PATH: process.env['PATH'] ?? '',
    }
    this.#network = network
  }

  static async create(): Promise<ClusterProcesses> {
    return new ClusterProcesses(await portEnvironment(), await takePodNetwork())
  }

  get kubeconfig(): string {
    return join(this.dir, 'kubeconfig')
  }

  get records(): PodRecord[] {
    return readRecords(join(this.dir, 'pods'))
  }

  async start(name: ProcessName): Promise<void> {
    const kubeconfig = join(this.dir, 'kubeconfigs', `${name}.kubeconfig`)
    const env = { ...this.env, ...(name === 'cluster' ? {} : { KUBECONFIG: kubeconfig }) }
    const child = spawn(process.execPath, [join(root, scripts[name])], { env, stdio: ['ignore', 'pipe', 'pipe'] })
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) =>
        this.#output.set(name, `${this.#output.get(name) ?? ''}${chunk.toString('utf8')}`),
      )
    this.#children.set(name, child)
    if (name === 'cluster')
      await this.until('the cluster API', async () => (await this.kubectl('get', 'ns')).length > 0)
  }

  /** Ends one of the processes and waits until it has ended. */
  async end(name: ProcessName, signal: NodeJS.Signals): Promise<void> {
    const child = this.#children.get(name)
    this.#children.delete(name)
    if (child === undefined || child.exitCode !== null) return
    const exited = new Promise((resolve) => child.once('exit', resolve))
    child.kill(signal)
    await exited
  }

  /** What real kubectl prints. @throws Error with what it complains about */
  async kubectl(...args: string[]): Promise<string> {
    return this.#kubectl(args, '')
  }

  async apply(...objects: object[]): Promise<void> {
    const text = objects.map((object) => JSON.stringify(object)).join('\n')
    await this.#kubectl(['apply', '-f', '-'], text)
  }

  /** One field by jsonpath. */
  get(resource: string, path: string): Promise<string> {
    return this.kubectl('get', ...resource.split(' '), '-o', `jsonpath={${path}}`)
  }

  until(what: string, condition: () => Promise<boolean> | boolean, timeoutMs = 40_000): Promise<true> {
    return eventually(what, timeoutMs, async () => ((await condition()) ? true : undefined)).catch((error: unknown) => {
      throw new Error(
        `${String(error)}\n${[...this.#output].map(([name, text]) => `${name}: ${text.slice(-1500)}`).join('\n')}`,
      )
    })
  }

  async stop(): Promise<void> {
    for (const name of ['node-agent', 'control-plane', 'cluster'] as const) await this.end(name, 'SIGTERM')
    if (existsSync(this.dir)) await stopRecordedPods(this.dir, 1_000)
    rmSync(this.dir, { recursive: true, force: true })
    this.#network.release()
  }

  async #kubectl(args: string[], input: string): Promise<string> {
    const { code, output, errors } = await kubectl(this.kubeconfig, args, input)
    if (code !== 0) throw new Error(`kubectl ${args.join(' ')}: ${errors.trim()}`)
    return output
  }
}

/** A Deployment of a small web server that answers 200 with its pod's name. */
export function webDeployment(
  name: string,
  replicas: number,
  over: { labels?: Record<string, string>; container?: object } = {},
) {
  const labels = { app: name, ...over.labels }
  const script = [
    "require('node:http').createServer((q,s)=>s.end(process.env.POD_NAME))",
    '.listen(8080,process.env.POD_APP_ADDRESS,()=>console.log("listening"))',
    ';process.on("SIGTERM",()=>process.exit(0))',
  ].join('')
  const container = {
    name: 'web',
    image: 'host/command',
    command: ['$NODE', '-e', script],
    ports: [{ name: 'http', containerPort: 8080 }],
    readinessProbe: { httpGet: { port: 'http' }, periodSeconds: 1 },
    ...over.container,
  }
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: 'default' },
    spec: {
      replicas,
      selector: { matchLabels: { app: name } },
      template: { metadata: { labels }, spec: { containers: [container] } },
    },
  }
}
