import type { Logger } from '../../../lib/platform/logger.ts'
import { backoffMs } from '../ingest/backoff.ts'
import type { ClusterHttp } from '../ingest/cluster-port.ts'
import type { ObjectStore } from '../ingest/object-store.ts'
import { duePublications, publishRoot } from './publish-root.ts'

export interface RootPublisherInput {
  readonly http: ClusterHttp
  readonly store: ObjectStore
  readonly logger: Logger
  readonly rootPem: string
}

const settleMs = 200

/** Keeps ConfigMap istio-ca-root-cert right in every namespace, until the returned function is called. */
export function startRootPublisher({ http, store, logger, rootPem }: RootPublisherInput): () => void {
  let failures = 0
  let timer: NodeJS.Timeout | undefined
  let stopped = false
  const schedule = (ms: number) => {
    if (!stopped) timer ??= setTimeout(() => void publish(), ms)
  }
  const publish = async () => {
    try {
      if (store.hasListed(['Namespace', 'ConfigMap']))
        for (const due of duePublications(store, rootPem)) await publishRoot(http, due, rootPem)
      failures = 0
      timer = undefined
    } catch (error) {
      failures += 1
      timer = undefined
      if (failures === 1)
        logger.warn({ error: String(error) }, 'the root certificate could not be published, trying again')
      schedule(backoffMs(failures, Math.random()))
    }
  }
  const unsubscribe = store.onChange(() => schedule(settleMs))
  schedule(0)
  return () => {
    stopped = true
    clearTimeout(timer)
    unsubscribe()
  }
}
