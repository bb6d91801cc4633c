import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { freePorts } from './free-ports.ts'
import { root } from './source-files.ts'
import { toolPath } from './tools.ts'

const portVariables = [
  'PORT',
  'HEDDLE_CLUSTER_API_PORT',
  'HEDDLE_PROMETHEUS_PORT',
  'HEDDLE_TRACING_PORT',
  'HEDDLE_OTLP_GRPC_PORT',
  'HEDDLE_OTLP_HTTP_PORT',
  'HEDDLE_INGRESS_PORT',
  'HEDDLE_XDS_PORT',
  'HEDDLE_SECURE_XDS_PORT',
  'HEDDLE_DEBUG_PORT',
  'HEDDLE_ACCESS_LOG_PORT',
  'HEDDLE_TRAFFIC_PORT',
  'HEDDLE_JAEGER_ADMIN_PORT',
  'HEDDLE_EXTERNAL_PORT',
]

/** The parts of state.json that tests use. */
export type MeshState = {
  consoleUrl: string
  loginUrl: string
  token: string
  kubeconfig: string
  prometheusUrl: string
  tracingUrl: string
  ingressUrl: string
  controlPlane: { xds: string; debug: string }
}

export type MeshInstance = { dir: string; env: Record<string, string>; state: MeshState; stop: () => Promise<void> }

/**
 * Starts the whole product with `heddle up --console --detach` on free ports. Traces are kept by the bundled store,
 * whatever this machine has, so that every machine tests the same; a test of Jaeger overrides that.
 * @param dir a folder of its own for the state
 * @throws Error with the command's last words when it does not come up
 */
export function startMesh(dir: string, overrides: Record<string, string> = {}): Promise<MeshInstance> {
  return startUp(dir, ['--console'], overrides)
}

/** The same without a console, with further arguments of `heddle up`; `consoleUrl` and `loginUrl` are then not set. */
export function startMeshAlone(
  dir: string,
  args: string[] = [],
  overrides: Record<string, string> = {},
): Promise<MeshInstance> {
  return startUp(dir, args, overrides)
}

async function startUp(dir: string, args: string[], overrides: Record<string, string>): Promise<MeshInstance> {
  const tools = { ENVOY_BIN: toolPath('envoy'), PROMETHEUS_BIN: toolPath('prometheus') }
  const own = { HEDDLE_TRACE_STORE: 'bundled', HEDDLE_DIR: dir, ...overrides }
  const env = { ...definedEnvironment(), ...tools, ...(await portEnvironment()), ...own }
  await heddle(env, ['up', ...args, '--detach'])
  const state = JSON.parse(readFileSync(join(dir, 'state.json'), 'utf8')) as MeshState
  return { dir, env, state, stop: async () => void (await heddle(env, ['down'])) }
}

/** A free port for every variable that moves one. */
export async function portEnvironment(): Promise<Record<string, string>> {
  const ports = await freePorts(portVariables.length)
  return Object.fromEntries(portVariables.map((name, index) => [name, String(ports[index])]))
}

/** Runs the command line under this Node, as another user where one is given, and resolves with what it printed. */
export function heddle(
  env: Record<string, string>,
  args: string[],
  user: { uid?: number; gid?: number } = {},
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, 'mesh/cli/main.ts'), ...args], {
      env: { ...env, NODE_ENV: 'production' },
      stdio: ['ignore', 'pipe', 'pipe'],
      ...user,
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')))
    child.once('error', reject)
    child.once('exit', (code) =>
      code === 0 ? resolve(output) : reject(new Error(`heddle ${args.join(' ')}: ${output.trim()}`)),
    )
  })
}

/** Polls until `probe` answers something other than undefined; the last failure is part of the error at the deadline. */
export async function eventually<T>(what: string, timeoutMs: number, probe: () => Promise<T | undefined>): Promise<T> {
  const deadline = Date.now() + timeoutMs
  let last = 'no answer'
  while (Date.now() < deadline) {
    try {
      const value = await probe()
      if (value !== undefined) return value
    } catch (error) {
      last = error instanceof Error ? error.message : String(error)
    }
    await delay(200)
  }
  throw new Error(`${what}: not within ${timeoutMs / 1000} s (${last})`)
}

function definedEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )
}
