import type { HttpRetries } from '../../../../lib/domain/istio/http-rule.ts'
import { extension, type JsonObject } from '../../envoy-json.ts'
import { envoyDuration } from '../durations.ts'

const defaultRetryOn = 'connect-failure,refused-stream,unavailable,cancelled,retriable-status-codes'
const defaultAttempts = 2

export interface RetryInput {
  readonly retries: HttpRetries | undefined
  readonly meshDefault: HttpRetries | undefined
  /** Whether the destination is chosen by hash: then retries may stay on the same host. */
  readonly consistentHash: boolean
}

/** Retry policy of a route by Istio's rule: the rule's own, else the mesh's, else two retries on failures that never reached the app. */
export function retryPolicy({ retries, meshDefault, consistentHash }: RetryInput): JsonObject | undefined {
  const chosen = retries ?? meshDefault ?? {}
  const attempts = chosen.attempts ?? defaultAttempts
  if (attempts <= 0) return undefined
  const { words, codes } = conditions(chosen.retryOn)
  const spreads = !consistentHash && chosen.retryIgnorePreviousHosts !== false
  return {
    retry_on: words,
    num_retries: attempts,
    ...(codes.length > 0 && { retriable_status_codes: codes }),
    ...(chosen.perTryTimeout !== undefined && { per_try_timeout: envoyDuration(chosen.perTryTimeout) }),
    ...(chosen.backoff !== undefined && { retry_back_off: { base_interval: envoyDuration(chosen.backoff) } }),
    ...(chosen.retryRemoteLocalities === true && { retry_priority: previousPriorities }),
    ...(spreads && { retry_host_predicate: [previousHosts] }),
    host_selection_retry_max_attempts: 5,
  }
}

const previousHosts = extension(
  'envoy.retry_host_predicates.previous_hosts',
  'envoy.extensions.retry.host.previous_hosts.v3.PreviousHostsPredicate',
)
const previousPriorities = extension(
  'envoy.retry_priorities.previous_priorities',
  'envoy.extensions.retry.priority.previous_priorities.v3.PreviousPrioritiesConfig',
  { update_frequency: 2 },
)

// Numbers in retryOn are status codes, which Envoy takes in a field of their own.
function conditions(retryOn: string | undefined): { words: string; codes: number[] } {
  if (retryOn === undefined || retryOn === '') return { words: defaultRetryOn, codes: [] }
  const parts = retryOn.split(',').map((part) => part.trim())
  const codes = parts.filter((part) => /^\d+$/.test(part)).map(Number)
  const words = parts.filter((part) => part !== '' && !/^\d+$/.test(part))
  const needsWord = codes.length > 0 && !words.includes('retriable-status-codes')
  return { words: [...words, ...(needsWord ? ['retriable-status-codes'] : [])].join(','), codes }
}
