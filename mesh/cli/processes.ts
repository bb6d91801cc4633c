import { join } from 'node:path'
import type { MeshSettings } from '../settings.ts'

/** How one knows that a process serves. */
export type Readiness = { kind: 'http'; url: string } | { kind: 'file'; path: string } | { kind: 'started' }

/** One process of the mesh, as data. `after` names those that must be ready first. */
export type ProcessSpec = {
  name: string
  command: string
  args: string[]
  env: Record<string, string>
  ready: Readiness
  after: string[]
}

export type ProcessInputs = {
  settings: MeshSettings
  root: string
  node: string
  prometheusBin: string
  /** A Jaeger to run instead of the bundled trace store, with its configuration; undefined: the bundled store. */
  jaeger: { command: string; config: string } | undefined
  /** undefined: the mesh alone. */
  console: { host: string; port: number; token: string; frameAncestors: string } | undefined
}

const loopback = '127.0.0.1'

/** Every process of the bundled mesh in the order in which they start. */
export function meshProcesses(inputs: ProcessInputs): ProcessSpec[] {
  const { settings, console } = inputs
  const processes = [
    cluster(inputs),
    controlPlane(inputs),
    traceStore(inputs),
    prometheus(inputs),
    nodeAgent(inputs),
    traffic(inputs),
  ]
  return console === undefined ? processes : [...processes, consoleProcess(inputs, console, settings)]
}

function cluster({ settings, root, node }: ProcessInputs): ProcessSpec {
  const kubeconfig = join(settings.HEDDLE_DIR, 'kubeconfigs/console.kubeconfig')
  return script({
    name: 'cluster',
    node,
    path: join(root, 'mesh/cluster/main.ts'),
    ready: { kind: 'file', path: kubeconfig },
  })
}

function controlPlane({ settings, root, node }: ProcessInputs): ProcessSpec {
  const url = `http://${loopback}:${settings.HEDDLE_DEBUG_PORT}/ready`
  const env = { KUBECONFIG: join(settings.HEDDLE_DIR, 'kubeconfigs/control-plane.kubeconfig') }
  const path = join(root, 'mesh/control-plane/main.ts')
  return script({ name: 'control-plane', node, path, env, ready: { kind: 'http', url }, after: ['cluster'] })
}

function traceStore({ settings, root, node, jaeger }: ProcessInputs): ProcessSpec {
  const url = `http://${loopback}:${settings.HEDDLE_TRACING_PORT}/api/services`
  if (jaeger !== undefined)
    return {
      name: 'jaeger',
      command: jaeger.command,
      args: ['--config', jaeger.config],
      // It would trace itself into the traces of the mesh; its heap may not grow at the cost of the mesh's memory.
      env: { OTEL_TRACES_SAMPLER: 'always_off', GOMEMLIMIT: '320MiB' },
      ready: { kind: 'http', url },
      after: [],
    }
  return script({
    name: 'trace-store',
    node,
    path: join(root, 'mesh/observability/trace-store/main.ts'),
    ready: { kind: 'http', url },
  })
}

function prometheus({ settings, prometheusBin }: ProcessInputs): ProcessSpec {
  const address = `${loopback}:${settings.HEDDLE_PROMETHEUS_PORT}`
  return {
    name: 'prometheus',
    command: prometheusBin,
    args: [
      `--config.file=${join(settings.HEDDLE_DIR, 'prometheus/prometheus.yml')}`,
      `--storage.tsdb.path=${join(settings.HEDDLE_DIR, 'prometheus/data')}`,
      '--storage.tsdb.retention.time=24h',
      '--storage.tsdb.retention.size=1GB',
      `--web.listen-address=${address}`,
      '--log.format=json',
    ],
    env: {},
    ready: { kind: 'http', url: `http://${address}/-/ready` },
    after: [],
  }
}

function nodeAgent({ settings, root, node }: ProcessInputs): ProcessSpec {
  const env = { KUBECONFIG: join(settings.HEDDLE_DIR, 'kubeconfigs/node-agent.kubeconfig') }
  const path = join(root, 'mesh/cluster/node-agent/main.ts')
  return script({ name: 'node-agent', node, path, env, ready: { kind: 'started' }, after: ['control-plane'] })
}

function traffic({ settings, root, node }: ProcessInputs): ProcessSpec {
  const url = `http://${loopback}:${settings.HEDDLE_TRAFFIC_PORT}/metrics`
  return script({
    name: 'traffic',
    node,
    path: join(root, 'mesh/traffic/main.ts'),
    ready: { kind: 'http', url },
    after: ['node-agent'],
  })
}

function consoleProcess(
  { root, node }: ProcessInputs,
  { host, port, token, frameAncestors }: NonNullable<ProcessInputs['console']>,
  settings: MeshSettings,
): ProcessSpec {
  const env = {
    NODE_ENV: 'production',
    HOST: host,
    PORT: String(port),
    HEDDLE_TOKEN: token,
    HEDDLE_DATA: join(settings.HEDDLE_DIR, 'console'),
    HEDDLE_FRAME_ANCESTORS: frameAncestors,
    PROMETHEUS_URL: `http://${loopback}:${settings.HEDDLE_PROMETHEUS_PORT}`,
    TRACING_URL: `http://${loopback}:${settings.HEDDLE_TRACING_PORT}`,
    CONTROL_PLANE_URL: `http://${loopback}:${settings.HEDDLE_DEBUG_PORT}`,
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://${loopback}:${settings.HEDDLE_OTLP_HTTP_PORT}`,
    KUBECONFIG: join(settings.HEDDLE_DIR, 'kubeconfigs/console.kubeconfig'),
  }
  const ready: Readiness = { kind: 'http', url: `http://${host}:${port}/api/healthz` }
  return script({ name: 'console', node, path: join(root, 'lib/server/main.ts'), env, ready, after: ['cluster'] })
}

type Script = {
  name: string
  node: string
  path: string
  env?: Record<string, string>
  ready: Readiness
  after?: string[]
}

function script({ name, node, path, env = {}, ready, after = [] }: Script): ProcessSpec {
  return { name, command: node, args: ['--disable-warning=ExperimentalWarning', path], env, ready, after }
}
