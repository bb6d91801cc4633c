import type { Logger } from '../../../lib/platform/logger.ts'
import { sameSecret } from '../access-log-secret.ts'
import { startAccessLogServer } from './access-log-server.ts'
import { startScrapeServer, type ScrapeServer } from './scrape-server.ts'
import { PodCounters } from './pod-counters.ts'

export interface PodKey {
  readonly podIp: string
  readonly name: string
  readonly namespace: string
}

/** The statistics service of one node: an access log receiver for all pods, and one scrape port per pod. */
export interface MergedStats {
  readonly accessLogPort: number
  /**
   * Starts serving `podIp:15020` and taking access logs from whoever shows the pod's secret (`undefined`: nobody yet).
   * @throws when that address can't be used
   */
  addPod(pod: PodKey, secret: () => string | undefined): Promise<void>
  removePod(pod: PodKey): Promise<void>
  stop(): Promise<void>
}

interface Entry {
  readonly counters: PodCounters
  readonly server: ScrapeServer
  readonly secret: () => string | undefined
}

const sweepEveryMs = 15_000

/**
 * Starts the statistics service.
 * @throws when the access log port can't be used
 */
export async function startMergedStats(input: {
  readonly accessLogPort: number
  /** Envoy's version, for `istio_build`. */
  readonly version: string
  readonly logger: Logger
}): Promise<MergedStats> {
  const { version, logger } = input
  const pods = new Map<string, Entry>()
  let malformed = { count: 0, reason: '' }
  let strangers = 0
  const receiver = await startAccessLogServer({
    port: input.accessLogPort,
    isFrom: (nodeId, bearer) => {
      const expected = pods.get(podOfNode(nodeId))?.secret()
      return expected !== undefined && sameSecret(bearer, expected)
    },
    onStranger: () => (strangers += 1),
    // Reports of a pod that is not (or no longer) ours are dropped: nobody can make series for it.
    onReport: (nodeId, report) => pods.get(podOfNode(nodeId))?.counters.record(report, performance.now()),
    onMalformed: (reason) => (malformed = { count: malformed.count + 1, reason }),
  })
  const sweep = setInterval(() => {
    for (const { counters } of pods.values()) counters.forgetSilent(performance.now())
    if (malformed.count > 0) logger.warn(malformed, 'access log messages not understood')
    if (strangers > 0)
      logger.warn({ count: strangers }, 'access log messages dropped, their sender showed no secret of the pod')
    malformed = { count: 0, reason: '' }
    strangers = 0
  }, sweepEveryMs)
  sweep.unref()

  const removePod = async (pod: PodKey) => {
    const entry = pods.get(keyOf(pod))
    pods.delete(keyOf(pod))
    await entry?.server.stop()
  }
  return {
    accessLogPort: receiver.port,
    addPod: async (pod, secret) => {
      const counters = new PodCounters()
      const server = await startScrapeServer({ podIp: pod.podIp, version, counters: () => counters.render() })
      pods.set(keyOf(pod), { counters, server, secret })
    },
    removePod,
    stop: async () => {
      clearInterval(sweep)
      await receiver.stop()
      await Promise.all([...pods.values()].map(({ server }) => server.stop()))
      pods.clear()
    },
  }
}

function keyOf({ podIp, name, namespace }: PodKey): string {
  return `${podIp}~${name}.${namespace}`
}

/** `ROLE~IP~POD.NS~DOMAIN` without its role and domain. */
function podOfNode(nodeId: string): string {
  return nodeId.split('~').slice(1, 3).join('~')
}
