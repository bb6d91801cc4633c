import { mkdirSync, readFileSync } from 'node:fs'
import { cpus, release, totalmem, type as osType } from 'node:os'
import { join } from 'node:path'
import type { Logger } from '../../../lib/platform/logger.ts'
import { catalogue } from '../../apps/catalogue.ts'
import { startMergedStats } from '../../proxy/merged-stats/merged-stats.ts'
import type { MeshSettings } from '../../settings.ts'
import { service, type Service } from '../objects/service.ts'
import { ApiClient } from './cluster/api-client.ts'
import { EventWriter } from './cluster/event-writer.ts'
import { Reflector } from './cluster/reflector.ts'
import { kubeletBackoff, type BackoffRule } from './containers/restart-backoff.ts'
import { startLogServer } from './logs/log-server.ts'
import { NodeHeartbeat } from './nodes/node-heartbeat.ts'
import { localityOf, virtualNodes } from './nodes/virtual-nodes.ts'
import type { DrainRule, PodHost } from './pods/pod-host.ts'
import { PodManager } from './pods/pod-manager.ts'

export type AgentOptions = {
  readonly settings: MeshSettings
  readonly kubeconfig: string
  readonly envoy: string
  readonly logger: Logger
  readonly backoff?: BackoffRule
  readonly drain?: DrainRule
}

export type NodeAgent = {
  /** Ends all pods' processes; the pods stay in the API. */
  stop(): Promise<void>
}

const usualDrain: DrainRule = { announceMs: 1_000, drainMs: 2_000 }
/** For `istio_build`; the tool cache pins it. */
const envoyVersion = '1.40.0'
const stopGraceMs = 2_000

/** Starts the agent of the three virtual nodes. It runs until stopped, whether or not the cluster API answers. */
export async function startNodeAgent(options: AgentOptions): Promise<NodeAgent> {
  const { settings, logger } = options
  const client = new ApiClient(options.kubeconfig)
  const services = new Reflector({ ...collection('services', 'Service'), client, logger, onChange: () => undefined })
  const stats = await startStats(settings, logger)
  const host = createHost(options, { client, stats, servicesOf: (namespace) => servicesOf(services, namespace) })
  const manager = new PodManager({ host, nodes: new Set(virtualNodes.map(({ name }) => name)) })
  const logs = await startLogServer({
    token: () => readToken(join(settings.HEDDLE_DIR, 'cluster/pki/kubelet-token')),
    find: (namespace, pod, container) => manager.find(namespace, pod, container),
  })
  const heartbeat = new NodeHeartbeat({ client, logger, facts: { ...machine(), logPort: logs.port } })
  const pods = new Reflector({
    ...collection('pods', 'Pod'),
    client,
    logger,
    onChange: (uid, object) => manager.change(uid, object),
    onSync: () => void manager.clearStale(),
  })
  services.start()
  heartbeat.start()
  pods.start()
  return {
    async stop() {
      pods.stop()
      services.stop()
      await Promise.all([heartbeat.stop(), manager.suspend(stopGraceMs)])
      await stats.stop()
      logs.close()
      client.close()
    },
  }
}

/** @throws Error naming the port and its variable when it is taken */
async function startStats({ HEDDLE_ACCESS_LOG_PORT: accessLogPort }: MeshSettings, logger: Logger) {
  try {
    return await startMergedStats({ accessLogPort, version: envoyVersion, logger })
  } catch (error) {
    const sentence = `port ${accessLogPort} is taken: end the other node agent or program there, or set HEDDLE_ACCESS_LOG_PORT`
    throw new Error(sentence, { cause: error })
  }
}

function createHost(options: AgentOptions, parts: Pick<PodHost, 'client' | 'stats' | 'servicesOf'>): PodHost {
  const { settings, logger, envoy, backoff = kubeletBackoff, drain = usualDrain } = options
  const events = new EventWriter(parts.client, logger)
  const podsDir = join(settings.HEDDLE_DIR, 'pods')
  mkdirSync(podsDir, { recursive: true, mode: 0o700 })
  return {
    ...parts,
    settings,
    logger,
    now: () => new Date(),
    backoff,
    drain,
    programs: { catalogue, interpreters: { $NODE: process.execPath, $PYTHON: settings.PYTHON_BIN } },
    envoy,
    podsDir,
    localityOf,
    note: (note) => events.note(note),
  }
}

function collection(plural: string, kind: string) {
  return { path: `/api/v1/${plural}`, apiVersion: 'v1', kind }
}

function servicesOf(reflector: Reflector, namespace: string): Service[] {
  return reflector.objects
    .filter(({ metadata }) => metadata.namespace === namespace)
    .map((object) => service.parse(object))
}

function readToken(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch {
    return undefined
  }
}

function machine() {
  return { cpus: cpus().length, memoryBytes: totalmem(), kernel: release(), os: osType(), version: 'v1.32.0-heddle' }
}
