import { z } from 'zod'

const durationUnitsMs = { ns: 1e-6, us: 1e-3, µs: 1e-3, ms: 1, s: 1_000, m: 60_000, h: 3_600_000 } as const
const durationPart = /(\d+(?:\.\d+)?)(ns|us|µs|ms|s|m|h)/g
const durationPattern = /^(?:\d+(?:\.\d+)?(?:ns|us|µs|ms|s|m|h))+$/

/** Milliseconds of a Go-style duration (`1h`, `1m30s`, `250ms`, `0s`), or undefined when it is none. */
export function durationMs(text: string): number | undefined {
  if (text === '0') return 0
  if (!durationPattern.test(text)) return undefined
  let total = 0
  for (const [, amount = '0', unit = 's'] of text.matchAll(durationPart))
    total += Number(amount) * durationUnitsMs[asUnit(unit)]
  return total
}

// The pattern admits exactly the keys of durationUnitsMs.
const asUnit = (unit: string) => unit as keyof typeof durationUnitsMs

/** A duration of at least `minimumMs`, as Istio writes them: `5s`, `1m30s`, `250ms`. */
export const duration = (minimumMs = 0) =>
  z.string().superRefine((text, context) => {
    const ms = durationMs(text)
    if (ms === undefined) context.addIssue({ code: 'custom', message: 'must be a duration such as 250ms, 5s or 1m30s' })
    else if (ms < minimumMs) context.addIssue({ code: 'custom', message: `must be at least ${minimumMs}ms` })
  })

export const portNumber = z.int().min(1).max(65_535)
export const uint32 = z.int().min(0).max(4_294_967_295)
export const int32 = z.int().min(-2_147_483_648).max(2_147_483_647)
export const stringMap = z.record(z.string(), z.string())

/** Percent from 0 to 100. */
export const percent = z.object({ value: z.number().min(0).max(100).default(0) })

const hostMessage = 'must be a DNS name, or a name whose first label is *'
const hostPattern =
  /^(\*|(\*\.)?[a-zA-Z0-9]([-a-zA-Z0-9_]*[a-zA-Z0-9])?(\.[a-zA-Z0-9]([-a-zA-Z0-9_]*[a-zA-Z0-9])?)*\.?)$/
/** A host, with `*` or `*.` in front where wildcards are allowed; IPv6 addresses pass as hosts too. */
export const wildcardHost = z
  .string()
  .min(1)
  .max(253)
  .refine((host) => hostPattern.test(host) || isIpv6(host), hostMessage)

/** A host without wildcard. */
export const plainHost = wildcardHost.refine((host) => !host.startsWith('*'), 'must be a DNS name without a wildcard')

function isIpv6(text: string): boolean {
  return text.includes(':') && /^[0-9a-fA-F:.]+$/.test(text)
}

const dnsLabelPattern = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/
export const dnsLabel = z
  .string()
  .max(63)
  .regex(dnsLabelPattern, 'must be lower-case letters, digits and -, at most 63 characters')

/** `.` this namespace, `*` every namespace, `~` none, or a namespace's name. */
export const exportTo = z.array(
  z
    .string()
    .refine(
      (to) => ['.', '*', '~'].includes(to) || dnsLabelPattern.test(to),
      'must be ".", "*", "~" or a namespace name',
    ),
)

/** Exactly one of exact, prefix and regex. */
export const stringMatch = z
  .object({ exact: z.string().optional(), prefix: z.string().optional(), regex: z.string().optional() })
  .refine((match) => countSet([match.exact, match.prefix, match.regex]) <= 1, {
    message: 'must set only one of exact, prefix and regex',
  })
export type StringMatch = z.infer<typeof stringMatch>

export const portSelector = z.object({ number: portNumber.optional() })

/** Labels that a workload must carry; keys and values without wildcards. */
export const workloadSelector = z.object({
  labels: z
    .record(
      z.string().min(1),
      z.string().refine((value) => !value.includes('*'), 'must not contain *'),
    )
    .optional(),
})

/** The selector of security and telemetry policies. */
export const policySelector = z.object({ matchLabels: workloadSelector.shape.labels })

/** What a policy is attached to instead of a selector: a Gateway, a Service, a ServiceEntry or a GatewayClass. */
export const policyTarget = z.object({
  group: z.string().optional(),
  kind: z.string().min(1),
  name: z.string().min(1),
  namespace: z.string().optional(),
})

export const tlsVersion = z.enum(['TLS_AUTO', 'TLSV1_0', 'TLSV1_1', 'TLSV1_2', 'TLSV1_3'])

/** How many of the values are present. */
export function countSet(values: readonly unknown[]): number {
  return values.filter((value) => value !== undefined && value !== null).length
}
