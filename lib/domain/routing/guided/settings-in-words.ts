import { numberAt, objectAt, stringAt, valueAt } from '../../kubernetes/json.ts'
import type { GuidedEditId } from './edits.ts'
import { faultWords } from './faults.ts'
import { balancerOf, balancerWords } from './load-balancing.ts'
import { mirrorsOf } from './mirror.ts'
import type { WorkloadMtls } from './mutual-tls.ts'
import { subsetsOf } from './subsets.ts'

/** What each guided edit has set, in a few words; an edit that has set nothing is not in it. */
export type SettingsInWords = Partial<Record<GuidedEditId, string>>

/** What is set on a rule, on the policy of its service and on its pods, as the routing page shows it. */
export function settingsInWords(of: {
  readonly rule: unknown
  readonly destinationRule: unknown
  readonly mtls: WorkloadMtls | null
}): SettingsInWords {
  const { rule, destinationRule, mtls } = of
  const policy = objectAt(destinationRule, 'spec', 'trafficPolicy')
  const subsets = subsetsOf(destinationRule)
  const all: Record<GuidedEditId, string | null> = {
    matches: null,
    timeouts: timeoutWords(rule),
    fault: faultWords(rule),
    mirror: mirrorWords(rule),
    'connection-pool': poolWords(policy),
    'outlier-detection': outlierWords(policy),
    'load-balancing': balancerOf(policy) === 'unset' ? null : balancerWords[balancerOf(policy)].title.toLowerCase(),
    subsets: subsets.length === 0 ? null : subsets.map(({ name }) => name).join(', '),
    'client-tls': stringAt(policy, 'tls', 'mode') ?? null,
    'peer-authentication': mtls === null ? null : `${mtls.mode}, ${mtlsFrom[mtls.from]}`,
  }
  return Object.fromEntries(Object.entries(all).filter(([, words]) => words !== null))
}

const mtlsFrom = {
  workload: 'by a policy of the workload',
  namespace: 'by the namespace',
  mesh: 'by the mesh',
  default: 'Istio’s default',
} as const

function timeoutWords(rule: unknown): string | null {
  const timeout = stringAt(rule, 'timeout')
  const attempts = numberAt(rule, 'retries', 'attempts')
  const perTry = stringAt(rule, 'retries', 'perTryTimeout')
  const words = [
    timeout === undefined ? null : `timeout ${timeout}`,
    attempts === undefined
      ? null
      : attempts === 0
        ? 'retries off'
        : `${attempts} more ${attempts === 1 ? 'try' : 'tries'}`,
    perTry === undefined ? null : `${perTry} a try`,
  ].filter((part) => part !== null)
  return words.length === 0 ? null : words.join(', ')
}

function mirrorWords(rule: unknown): string | null {
  const mirrors = mirrorsOf(rule)
  if (mirrors.length === 0) return null
  return mirrors
    .map(({ host, subset, share }) => `${share} % to ${host}${subset === null ? '' : ` ${subset}`}`)
    .join(', ')
}

function poolWords(policy: unknown): string | null {
  const limits = [
    ['connections', numberAt(policy, 'connectionPool', 'tcp', 'maxConnections')],
    ['waiting', numberAt(policy, 'connectionPool', 'http', 'http1MaxPendingRequests')],
    ['requests', numberAt(policy, 'connectionPool', 'http', 'http2MaxRequests')],
  ] as const
  const words = limits.flatMap(([what, limit]) => (limit === undefined ? [] : [`${limit} ${what}`]))
  if (words.length > 0) return `at most ${words.join(', ')}`
  return valueAt(policy, 'connectionPool') === undefined ? null : 'set'
}

function outlierWords(policy: unknown): string | null {
  if (valueAt(policy, 'outlierDetection') === undefined) return null
  const errors = numberAt(policy, 'outlierDetection', 'consecutive5xxErrors') ?? 5
  return `after ${errors} errors for ${stringAt(policy, 'outlierDetection', 'baseEjectionTime') ?? '30s'}`
}
