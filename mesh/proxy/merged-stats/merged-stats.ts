import type { Logger } from '../../../lib/platform/logger.ts'
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
  /** Starts serving `podIp:15020`. @throws when that address can't be used */
  addPod(pod: PodKey): Promise<void>
  removePod(pod: PodKey): Promise<void>
  stop(): Promise<void>
}

interface Entry {
  readonly counters: PodCounters
  readonly server: ScrapeServer
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
  const receiver = await startAccessLogServer({
    port: input.accessLogPort,
    // Reports of a pod that is not (or no longer) ours are dropped: nobody can make series for it.
    onReport: (nodeId, report) => pods.get(podOfNode(nodeId))?.counters.record(report, performance.now()),
    onMalformed: (reason) => (malformed = { count: malformed.count + 1, reason }),
  })
  const sweep = setInterval(() => {
    for (const { counters } of pods.values()) counters.forgetSilent(performance.now())
    if (malformed.count > 0) logger.warn(malformed, 'access log messages not understood')
    malformed = { count: 0, reason: '' }
  }, sweepEveryMs)
  sweep.unref()

  const removePod = async (pod: PodKey) => {
    const entry = pods.get(keyOf(pod))
    pods.delete(keyOf(pod))
    await entry?.server.stop()
  }
  return {
    accessLogPort: receiver.port,
    addPod: async (pod) => {
      const counters = new PodCounters()
      const server = await startScrapeServer({ podIp: pod.podIp, version, counters: () => counters.render() })
      pods.set(keyOf(pod), { counters, server })
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
