import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { createLogger } from '../../lib/platform/logger.ts'
import { chooseTraceStore, traceStoreLine, type TraceStore } from '../observability/choose-trace-store.ts'
import { writeJaegerConfig } from '../observability/jaeger/write-config.ts'
import { prometheusConfig } from '../observability/prometheus-config.ts'
import { readMeshSettings, type MeshSettings } from '../settings.ts'
import { portNeeds, stateOf } from './addresses.ts'
import { applyScenario, readScenario } from './apply-scenario.ts'
import { clusterClient } from './cluster-client.ts'
import { claimInstance, releaseInstance } from './instance-lock.ts'
import { takePodNetwork } from './pod-network.ts'
import { requireFreePorts } from './ports.ts'
import { meshProcesses, type ProcessInputs, type ProcessSpec } from './processes.ts'
import { waitUntil } from './readiness.ts'
import { consoleToken } from './secrets-file.ts'
import { scenarioNamed } from './scenarios.ts'
import { removeState, writeState } from './state-file.ts'
import { stopGroup } from './supervised-process.ts'
import { Supervisor } from './supervisor.ts'

export type UpOptions = { root: string; scenario: string; withConsole: boolean; env: Record<string, string> }

const startTimeoutMs = 120_000
const podsTimeoutMs = 30_000
const isLoad = ({ name }: ProcessSpec): boolean => name === 'traffic'

/**
 * Starts the mesh and keeps it running until SIGINT or SIGTERM; resolves after everything has stopped.
 * @throws Error with one sentence when it can't start; nothing stays behind then
 */
export async function up({ root, scenario, withConsole, env }: UpOptions): Promise<void> {
  const dir = resolve(env['HEDDLE_DIR'] ?? join(root, '.heddle'))
  const leftovers = claimInstance(dir)
  const network = await takePodNetwork()
  const stopped = stopSignal()
  let supervisor: Supervisor | undefined
  try {
    await Promise.all(leftovers.map((identity) => stopGroup(identity, 5_000)))
    removeState(dir)
    const settings = readMeshSettings({ ...env, HEDDLE_DIR: dir, HEDDLE_POD_NETWORK: String(network.octet) })
    const console = withConsole ? consoleSettings(dir, env) : undefined
    const traceStore = chooseTraceStore(settings.HEDDLE_TRACE_STORE, env)
    const { traffic, hasOutsideHost } = scenarioNamed(scenario)
    const extra = { jaeger: traceStore.kind === 'jaeger', outsideHost: hasOutsideHost }
    await requireFreePorts(portNeeds(settings, console, extra))
    process.stdout.write(`  ${traceStoreLine(traceStore)}\n`)
    writePrometheusFiles(settings, console, traceStore)
    supervisor = newSupervisor(dir, {
      HEDDLE_TRAFFIC_HOST: traffic.host,
      HEDDLE_TRAFFIC_PATH: traffic.path,
      ...env,
      ...variables(settings),
      ...compileCache(root),
    })
    await Promise.race([bringUp({ supervisor, settings, console, traceStore, root, scenario, env }), stopped])
    await stopped
  } finally {
    removeState(dir)
    await supervisor?.stop()
    network.release()
    releaseInstance(dir)
  }
}

type BringUp = {
  supervisor: Supervisor
  settings: MeshSettings
  console: ProcessInputs['console']
  traceStore: TraceStore
  root: string
  scenario: string
  env: Record<string, string>
}

async function bringUp({ supervisor, settings, console, traceStore, root, scenario, env }: BringUp): Promise<void> {
  const inputs = {
    settings,
    root,
    node: process.execPath,
    prometheusBin: requiredTool(env, 'PROMETHEUS_BIN'),
    jaeger:
      traceStore.kind === 'jaeger' ? { command: traceStore.command, config: writeJaegerConfig(settings) } : undefined,
    console,
  }
  const kubeconfig = join(settings.HEDDLE_DIR, 'kubeconfig')
  rmSync(join(settings.HEDDLE_DIR, 'kubeconfigs'), { recursive: true, force: true })
  const [load, rest] = [meshProcesses(inputs).filter(isLoad), meshProcesses(inputs).filter((spec) => !isLoad(spec))]
  const applied = applyWhenReady({ kubeconfig, settings, root, scenario })
  await Promise.all([supervisor.start(rest, startTimeoutMs), applied])
  // Load on pods that are still starting would show up as failed requests. A user's own broken pod must not hold it back for long.
  await waitUntil(() => clusterClient(kubeconfig).deploymentsAvailable(), podsTimeoutMs)
  await supervisor.start(load, startTimeoutMs)
  const state = stateOf(settings, console)
  writeState(settings.HEDDLE_DIR, state)
  const open =
    state.loginUrl === null
      ? `The mesh runs. kubectl --kubeconfig ${state.kubeconfig} get pods -A`
      : `Heddle is ready. Open ${state.loginUrl}`
  process.stdout.write(`\n${open}\nStop with Ctrl-C.\n`)
}

function requiredTool(env: Record<string, string>, variable: string): string {
  const path = env[variable]
  if (path === undefined || path === '')
    throw new Error(`${variable} is not set: start the mesh with npm start or bin/heddle up, which find it`)
  return path
}

type ApplyOptions = { kubeconfig: string; settings: MeshSettings; root: string; scenario: string }

async function applyWhenReady({ kubeconfig, settings, root, scenario }: ApplyOptions): Promise<void> {
  const readable = async () => {
    try {
      return await clusterClient(kubeconfig).ready()
    } catch {
      return false // the file is not written yet
    }
  }
  if (!(await waitUntil(readable, startTimeoutMs))) throw new Error('the cluster API did not become ready')
  const values = {
    INGRESS_PORT: String(settings.HEDDLE_INGRESS_PORT),
    EXTERNAL_PORT: String(settings.HEDDLE_EXTERNAL_PORT),
  }
  await applyScenario(clusterClient(kubeconfig), readScenario(join(root, 'mesh/scenarios', scenario), values))
}

function consoleSettings(dir: string, env: Record<string, string>): NonNullable<ProcessInputs['console']> {
  const port = Number(env['PORT'] ?? '3000')
  if (!Number.isInteger(port) || port < 1 || port > 65535)
    throw new Error(`PORT is "${env['PORT'] ?? ''}": a port is a whole number from 1 to 65535`)
  return {
    host: env['HOST'] ?? '127.0.0.1',
    port,
    token: consoleToken(dir, env['HEDDLE_TOKEN']),
    frameAncestors: env['HEDDLE_FRAME_ANCESTORS'] ?? '',
  }
}

/** The settings as environment variables for the children. */
function variables(settings: MeshSettings): Record<string, string> {
  const entries = Object.entries(settings).filter((entry): entry is [string, string | number] => entry[1] !== undefined)
  return Object.fromEntries(entries.map(([name, value]) => [name, String(value)]))
}

/** Node keeps compiled programs, so that one that was killed is back sooner. */
function compileCache(root: string): Record<string, string> {
  return { NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/heddle-compiled') }
}

function writePrometheusFiles(settings: MeshSettings, console: ProcessInputs['console'], traceStore: TraceStore): void {
  const dir = join(settings.HEDDLE_DIR, 'prometheus')
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  const tokenFile = join(dir, 'console-token')
  if (console !== undefined) writeFileSync(tokenFile, console.token, { mode: 0o600 })
  const target = console === undefined ? undefined : { address: `${console.host}:${console.port}`, tokenFile }
  writeFileSync(
    join(dir, 'prometheus.yml'),
    prometheusConfig(settings, { traceStore: traceStore.kind, console: target }),
    { mode: 0o600 },
  )
}

function newSupervisor(dir: string, env: Record<string, string>): Supervisor {
  const logger = createLogger('heddle', 'warn')
  const onReady = (name: string, seconds: number) =>
    process.stdout.write(`  ${name.padEnd(14)} ready after ${seconds} s\n`)
  return new Supervisor({ dir, env, logger, onReady })
}

/** Resolves at the first SIGINT or SIGTERM; later ones change nothing, since npm sends the key's signal once more. */
function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    const stop = () => resolve()
    process.on('SIGINT', stop)
    process.on('SIGTERM', stop)
    process.on('SIGHUP', stop)
  })
}
