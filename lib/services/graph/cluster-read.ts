import { HeddleError } from '../../domain/model/heddle-error.ts'
import type { KubernetesSource, WatchedKind } from '../../sources/ports.ts'

/** "There is no such thing", unless nobody could look: then it is the cluster that is missing, not the thing. */
export function notThere(kubernetes: KubernetesSource, kind: WatchedKind, sentence: string): HeddleError {
  const { synced, failure } = kubernetes.snapshot(kind)
  if (synced) return new HeddleError('NOT_FOUND', sentence, { field: 'name' })
  return new HeddleError('SOURCE_UNAVAILABLE', failure ?? 'The cluster has not been read yet.')
}
