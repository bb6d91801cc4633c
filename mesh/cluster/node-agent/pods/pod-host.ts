import type { Logger } from '../../../../lib/platform/logger.ts'
import type { MergedStats } from '../../../proxy/merged-stats/merged-stats.ts'
import type { MeshSettings } from '../../../settings.ts'
import type { Service } from '../../objects/service.ts'
import type { EventNote } from '../../objects/event.ts'
import type { ApiClient } from '../cluster/api-client.ts'
import type { Programs } from '../containers/container-command.ts'
import type { BackoffRule } from '../containers/restart-backoff.ts'

/** How long a pod with a proxy goes on serving once it is to end. */
export type DrainRule = {
  /** Until every caller has heard that the endpoint is leaving. */
  readonly announceMs: number
  /** Until connections that were open have been closed. */
  readonly drainMs: number
}

/** What every pod on this agent shares. */
export type PodHost = {
  readonly client: ApiClient
  readonly settings: MeshSettings
  readonly logger: Logger
  readonly now: () => Date
  readonly backoff: BackoffRule
  readonly drain: DrainRule
  readonly programs: Programs
  readonly envoy: string
  readonly podsDir: string
  readonly servicesOf: (namespace: string) => readonly Service[]
  readonly localityOf: (nodeName: string) => { readonly region: string; readonly zone: string }
  readonly note: (note: EventNote) => void
  /** Serves a pod's statistics on its 15020 while it lives. */
  readonly stats: Pick<MergedStats, 'addPod' | 'removePod'>
}
