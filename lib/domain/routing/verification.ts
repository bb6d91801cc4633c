import { wilsonInterval } from './interval.ts'

/** Requests needed before a split is believed (R21). */
export const MIN_REQUESTS = 200
/** A share this close to its target counts as reached even where the interval is narrower: requests in flight end late. */
export const TOLERANCE = 0.005

/** Seconds after which a split that is not there is called not converging (R22). */
export const DEADLINE_SECONDS = 120
/** Seconds that a trickle of requests is waited for. */
export const PATIENCE_SECONDS = 900

/** Before this, silence only means that the metrics were not scraped yet. */
const FIRST_SCRAPES_SECONDS = 15

/** One destination: the share it shall get (0..1) and the requests it got since the last acknowledgement. */
export interface ObservedSlice {
  readonly name: string
  readonly target: number
  readonly count: number
}

/** Whether every proxy has taken the new configuration. `unknown`: the control plane could not be asked. */
export type Acknowledgement =
  | { readonly type: 'all' }
  | { readonly type: 'waiting'; readonly proxies: readonly string[]; readonly total: number }
  | { readonly type: 'unknown' }

/** What is counted: an http rule splits requests, a tcp or tls rule whole connections (R33). */
export type CountedUnit = 'requests' | 'connections'

export interface VerificationInput {
  readonly unit: CountedUnit
  readonly slices: readonly ObservedSlice[]
  readonly acknowledgement: Acknowledgement
  readonly elapsedSeconds: number
  readonly sticky: boolean
  /** Rules that are tried before this one and send to the same destinations. */
  readonly earlierRules: readonly string[]
}

export type NotConvergingCause =
  | 'proxies-not-synced'
  | 'no-traffic'
  | 'too-few-requests'
  | 'sticky-sessions'
  | 'earlier-rule'
  | 'split-differs'
  | 'superseded'
  | 'metrics-unavailable'

export interface VerifiedSlice {
  readonly name: string
  readonly target: number
  readonly observed: number | null
  readonly low: number | null
  readonly high: number | null
}

export interface Verification {
  readonly state: 'pending' | 'converged' | 'not-converging'
  readonly unit: CountedUnit
  readonly slices: readonly VerifiedSlice[]
  readonly n: number
  readonly cause: NotConvergingCause | null
  readonly reason: string
}

/**
 * Compares the observed split with the configured one (R20-R23): converged once every proxy acknowledged, enough requests
 * were seen and each share's 95 % interval holds its target; not converging when the deadline passes before, with the cause.
 */
export function judge(input: VerificationInput): Verification {
  const n = input.slices.reduce((sum, slice) => sum + slice.count, 0)
  const { unit } = input
  const slices = input.slices.map((slice) => verifiedSlice(slice, n))
  if (input.acknowledgement.type !== 'waiting' && n >= MIN_REQUESTS && slices.every(isReached)) {
    const reason = `Observed split equals the configured one, n = ${n}${unit === 'requests' ? '' : ' connections'}.`
    return { state: 'converged', unit, slices, n, cause: null, reason }
  }
  const { cause, reason } = why(input, slices, n)
  const deadline = cause === 'too-few-requests' ? PATIENCE_SECONDS : DEADLINE_SECONDS
  return { state: input.elapsedSeconds >= deadline ? 'not-converging' : 'pending', unit, slices, n, cause, reason }
}

/** Ends a running verification because somebody else changed the weights again. */
export function replacedElsewhere(verification: Verification): Verification {
  const reason = 'Somebody else changed these weights before they were verified.'
  return { ...verification, state: 'not-converging', cause: 'superseded', reason }
}

/** A verification that has seen nothing yet. */
export function pendingVerification(
  targets: readonly { name: string; target: number }[],
  unit: CountedUnit = 'requests',
): Verification {
  return {
    state: 'pending',
    unit,
    slices: targets.map(({ name, target }) => ({ name, target, observed: null, low: null, high: null })),
    n: 0,
    cause: null,
    reason: `Waiting for the proxies to acknowledge and for ${unit} to count.`,
  }
}

/** Ends a running verification because a later change replaced its weights; a decided one stays as it is. */
export function superseded(verification: Verification, by: string): Verification {
  if (verification.state !== 'pending') return verification
  const reason = `Change ${by} replaced these weights before they were verified.`
  return { ...verification, state: 'not-converging', cause: 'superseded', reason }
}

/** The share in words: `v3 receives 29.7 % (28.8 to 30.6), target 30 %`. */
export function shareSentence(slice: VerifiedSlice): string {
  if (slice.observed === null || slice.low === null || slice.high === null) return `${slice.name} received nothing`
  const range = `${percent(slice.low)} to ${percent(slice.high)} %`
  return `${slice.name} receives ${percent(slice.observed)} % (95 % interval ${range}), target ${percent(slice.target)} %`
}

function verifiedSlice({ name, target, count }: ObservedSlice, n: number): VerifiedSlice {
  if (n === 0) return { name, target, observed: null, low: null, high: null }
  const { share, low, high } = wilsonInterval(count, n)
  return { name, target, observed: share, low, high }
}

function isReached({ target, observed, low, high }: VerifiedSlice): boolean {
  if (observed === null || low === null || high === null) return false
  return (low <= target && target <= high) || Math.abs(observed - target) <= TOLERANCE
}

interface Why {
  readonly cause: NotConvergingCause
  readonly reason: string
}

function why(input: VerificationInput, slices: readonly VerifiedSlice[], n: number): Why {
  const { acknowledgement } = input
  if (acknowledgement.type === 'waiting') {
    const { proxies, total } = acknowledgement
    const names = proxies.slice(0, 3).join(', ') + (proxies.length > 3 ? ' and others' : '')
    const reason = `${proxies.length} of ${total} proxies have not acknowledged the change yet: ${names}.`
    return { cause: 'proxies-not-synced', reason }
  }
  if (n === 0) {
    const reason =
      input.elapsedSeconds < FIRST_SCRAPES_SECONDS
        ? 'Waiting for the first two scrapes after the acknowledgement.'
        : noneSentence[input.unit]
    return { cause: 'no-traffic', reason }
  }
  if (n < MIN_REQUESTS) return { cause: 'too-few-requests', reason: fewSentence(n, input) }
  const worst = slices.toSorted((left, right) => distance(right) - distance(left))[0]
  const observed = worst ? shareSentence(worst) : 'The split differs'
  if (input.sticky) {
    return {
      cause: 'sticky-sessions',
      reason: `${observed}. Session affinity on the host can keep callers where they were.`,
    }
  }
  if (input.earlierRules.length > 0) {
    const rules = input.earlierRules.join(', ')
    return {
      cause: 'earlier-rule',
      reason: `${observed}. Rules tried earlier send to the same destinations: ${rules}.`,
    }
  }
  return { cause: 'split-differs', reason: `${observed}.` }
}

const noneSentence: Record<CountedUnit, string> = {
  requests: 'No request has reached these destinations since the change.',
  connections:
    'No connection to these destinations was opened since the change. Connections that were open keep their destination.',
}

function fewSentence(n: number, { unit, elapsedSeconds }: VerificationInput): string {
  const base = `${n} of ${MIN_REQUESTS} ${unit} needed so far.`
  if (elapsedSeconds <= 0) return base
  const seconds = Math.ceil(((MIN_REQUESTS - n) * elapsedSeconds) / n)
  return `${base} At the present rate that takes ${seconds < 120 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`} more.`
}

function distance({ target, observed }: VerifiedSlice): number {
  return observed === null ? 0 : Math.abs(observed - target)
}

function percent(share: number): string {
  return (share * 100).toFixed(1)
}
