import type { FieldPath } from './object-fields.ts'

export const guidedEditIds = [
  'matches',
  'timeouts',
  'fault',
  'mirror',
  'connection-pool',
  'outlier-detection',
  'load-balancing',
  'subsets',
  'client-tls',
  'peer-authentication',
] as const
export type GuidedEditId = (typeof guidedEditIds)[number]

export type GuidedKind = 'VirtualService' | 'DestinationRule' | 'PeerAuthentication'

export interface GuidedEdit {
  readonly id: GuidedEditId
  readonly kind: GuidedKind
  readonly title: string
  /** What it does, in one sentence. */
  readonly does: string
}

const matches: GuidedEdit = {
  id: 'matches',
  kind: 'VirtualService',
  title: 'Matches and order of rules',
  does: 'Says which requests a rule takes; rules are tried from the first to the last, and the first that matches has the request.',
}

/** Every guided edit in the order of the menu. */
export const guidedEdits: readonly GuidedEdit[] = [
  matches,
  {
    id: 'timeouts',
    kind: 'VirtualService',
    title: 'Timeout and retries',
    does: 'Says how long a caller waits for an answer, and how often its proxy tries again by itself.',
  },
  {
    id: 'fault',
    kind: 'VirtualService',
    title: 'Fault injection',
    does: 'Lets the proxies of callers delay or fail a share of the requests on purpose, to see how callers cope.',
  },
  {
    id: 'mirror',
    kind: 'VirtualService',
    title: 'Mirror',
    does: 'Sends a copy of a share of the requests to another destination as well and throws its answers away.',
  },
  {
    id: 'connection-pool',
    kind: 'DestinationRule',
    title: 'Circuit breaking',
    does: 'Limits what each calling proxy has open at once; what is above a limit is answered with 503 without waiting (flag UO).',
  },
  {
    id: 'outlier-detection',
    kind: 'DestinationRule',
    title: 'Outlier detection',
    does: 'Lets each calling proxy leave out a pod that keeps failing, for a while.',
  },
  {
    id: 'load-balancing',
    kind: 'DestinationRule',
    title: 'Load balancing',
    does: 'Says which pod has the next request; a consistent hash keeps a caller on the same pod.',
  },
  {
    id: 'subsets',
    kind: 'DestinationRule',
    title: 'Subsets',
    does: 'Gives versions of the service names, by labels of their pods, so that rules can send requests to them.',
  },
  {
    id: 'client-tls',
    kind: 'DestinationRule',
    title: 'mTLS of callers',
    does: 'Says whether the proxies of callers encrypt what they send to this service, and with whose certificates.',
  },
  {
    id: 'peer-authentication',
    kind: 'PeerAuthentication',
    title: 'mTLS of the workload',
    does: 'Says whether the pods of this service take plaintext, mutual TLS or both.',
  },
]

/** The edit of that name; the first one where there is none. */
export function guidedEdit(id: string | null): GuidedEdit {
  return guidedEdits.find((edit) => edit.id === id) ?? matches
}

/** How a field is written: `duration`, `whole` and `decimal` are typed, `choice` and `toggle` are picked. */
export type FieldInput =
  | { readonly type: 'duration' }
  | { readonly type: 'whole'; readonly unit?: string }
  | { readonly type: 'decimal'; readonly unit?: string }
  | { readonly type: 'text' }
  | { readonly type: 'choice'; readonly options: readonly string[] }
  | { readonly type: 'toggle' }

export interface GuidedField {
  /** Below the part of the object that the edit is about. */
  readonly path: FieldPath
  readonly label: string
  readonly input: FieldInput
  /** What holds while it is not set: Istio's default, in words. */
  readonly unset: string
  readonly hint?: string
}

export interface FieldGroup {
  readonly title: string
  readonly hint: string
  readonly fields: readonly GuidedField[]
}

const whole = { type: 'whole' } as const
const duration = { type: 'duration' } as const

/** Fields of a rule: how long, how often (reference, section 1.4). */
export const timeoutFields: readonly FieldGroup[] = [
  {
    title: 'Timeout',
    hint: 'the whole call, all tries together',
    fields: [{ path: ['timeout'], label: 'Request timeout', input: duration, unset: 'none' }],
  },
  {
    title: 'Retries',
    hint: 'by the proxy of the caller',
    fields: [
      { path: ['retries', 'attempts'], label: 'More tries', input: whole, unset: '2', hint: '0 turns retrying off' },
      { path: ['retries', 'perTryTimeout'], label: 'Timeout of one try', input: duration, unset: 'request timeout' },
    ],
  },
]

/** Conditions to retry on that are offered; a rule may name others. */
export const retryConditions: readonly string[] = [
  'connect-failure',
  'refused-stream',
  'unavailable',
  'cancelled',
  'reset',
  'gateway-error',
  '5xx',
]
/** What Istio retries on where a rule says nothing. */
export const DEFAULT_RETRY_ON = 'connect-failure,refused-stream,unavailable,cancelled'

/** Fields of a traffic policy (reference, section 1.5). */
export const policyFields: Readonly<Record<'connection-pool' | 'outlier-detection', readonly FieldGroup[]>> = {
  'connection-pool': [
    {
      title: 'Connections',
      hint: 'TCP, of one calling proxy to the whole service',
      fields: [
        { ...pool('tcp', 'maxConnections'), label: 'Connections at most', input: whole, unset: 'no limit' },
        { ...pool('tcp', 'connectTimeout'), label: 'Time to connect', input: duration, unset: '10s' },
        { ...pool('tcp', 'idleTimeout'), label: 'Close when idle for', input: duration, unset: '1h' },
      ],
    },
    {
      title: 'Requests',
      hint: 'HTTP and gRPC',
      fields: [
        {
          ...pool('http', 'http1MaxPendingRequests'),
          label: 'Waiting requests at most',
          input: whole,
          unset: 'no limit',
        },
        { ...pool('http', 'http2MaxRequests'), label: 'Open requests at most', input: whole, unset: 'no limit' },
        {
          ...pool('http', 'maxRequestsPerConnection'),
          label: 'Requests on a connection',
          input: whole,
          unset: 'no limit',
        },
        { ...pool('http', 'maxRetries'), label: 'Retries at one time', input: whole, unset: 'no limit' },
      ],
    },
  ],
  'outlier-detection': [
    {
      title: 'A pod is left out after',
      hint: 'failures in a row, as one calling proxy sees them',
      fields: [
        { ...outlier('consecutive5xxErrors'), label: 'Answers 5xx', input: whole, unset: '5' },
        { ...outlier('consecutiveGatewayErrors'), label: 'Answers 502, 503, 504', input: whole, unset: 'off' },
        { ...outlier('interval'), label: 'Looked at every', input: duration, unset: '10s' },
      ],
    },
    {
      title: 'For how long, and how many',
      hint: 'each time longer',
      fields: [
        { ...outlier('baseEjectionTime'), label: 'Left out for', input: duration, unset: '30s' },
        {
          ...outlier('maxEjectionPercent'),
          label: 'Pods left out at most',
          input: { ...whole, unit: '%' },
          unset: '10',
        },
        {
          ...outlier('minHealthPercent'),
          label: 'Off when fewer are left',
          input: { ...whole, unit: '%' },
          unset: '0',
        },
      ],
    },
  ],
}

function pool(layer: 'tcp' | 'http', key: string): Pick<GuidedField, 'path'> {
  return { path: ['connectionPool', layer, key] }
}

function outlier(key: string): Pick<GuidedField, 'path'> {
  return { path: ['outlierDetection', key] }
}

/**
 * What was typed as the value of a field. Text that is no number stays text: the schema then says so, at the field.
 * Nothing typed means that the field is not set.
 */
export function typedValue(input: FieldInput, text: string): unknown {
  const value = text.trim()
  if (value === '') return undefined
  const isNumber = (input.type === 'whole' || input.type === 'decimal') && /^-?\d+(\.\d+)?$/.test(value)
  return isNumber ? Number(value) : value
}

/** A value of the object as it is typed. */
export function shownValue(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}
