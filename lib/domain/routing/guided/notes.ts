import { durationMs } from '../../istio/primitives.ts'
import { numberAt, objectAt, stringAt } from '../../kubernetes/json.ts'
import { fullHost } from '../rules.ts'
import { alternativesOf, conditionFault, conditionPath, conditionsOf } from './http-conditions.ts'
import { mirrorsOf } from './mirror.ts'
import { clientTlsFault } from './mutual-tls.ts'
import type { MtlsMode } from '../../mesh-facts/effective-mtls.ts'
import type { FieldPath } from './object-fields.ts'
import { httpRules } from './rule-order.ts'
import { shadowedRules } from './shadowed-rules.ts'
import { brokenUses, type SubsetUse } from './subsets.ts'

/** Something to know of a draft that its schema does not say. An `error` keeps it from being sent. */
export interface DraftNote {
  readonly severity: 'error' | 'warning'
  readonly path: FieldPath
  readonly message: string
}

/** A host that requests can be sent to, with the subsets that its DestinationRules define. */
export interface KnownHost {
  readonly host: string
  readonly subsets: readonly string[]
}

/** Notes on a VirtualService (R42, R44, R49): conditions that are none, rules that get nothing, tries that don't fit, lost copies. */
export function virtualServiceNotes(draft: unknown, hosts: readonly KnownHost[]): DraftNote[] {
  const namespace = stringAt(draft, 'metadata', 'namespace') ?? ''
  return [
    ...shadowedRules(draft).map(({ rule, by }): DraftNote => ({
      severity: 'warning',
      path: ['spec', 'http', rule],
      message: `rule ${rule + 1} never has a request: rule ${by + 1} before it takes all that it matches`,
    })),
    ...httpRules(draft).flatMap((rule, index) => {
      const at: FieldPath = ['spec', 'http', index]
      return [...conditionNotes(rule, at), ...triesNotes(rule, at), ...mirrorNotes(rule, { at, namespace, hosts })]
    }),
  ]
}

function conditionNotes(rule: unknown, at: FieldPath): DraftNote[] {
  return alternativesOf(rule).flatMap((match, place) => {
    const conditions = conditionsOf(match)
    return conditions.flatMap((condition): DraftNote[] => {
      const others = conditions.filter((one) => one !== condition)
      const message = conditionFault(condition, others)
      const path = [...at, 'match', place, ...conditionPath(condition)]
      return message === null ? [] : [{ severity: 'error', path, message }]
    })
  })
}

function triesNotes(rule: unknown, at: FieldPath): DraftNote[] {
  const whole = durationMs(stringAt(rule, 'timeout') ?? '')
  const one = durationMs(stringAt(rule, 'retries', 'perTryTimeout') ?? '')
  const tries = 1 + (numberAt(rule, 'retries', 'attempts') ?? 0)
  if (whole === undefined || one === undefined || whole === 0 || tries * one <= whole) return []
  const fit = Math.floor(whole / one)
  const message = `${tries} tries of ${seconds(one)} need ${seconds(tries * one)}: the request timeout has room for ${fit}`
  return [{ severity: 'warning', path: [...at, 'retries', 'perTryTimeout'], message }]
}

function mirrorNotes(
  rule: unknown,
  of: { readonly at: FieldPath; readonly namespace: string; readonly hosts: readonly KnownHost[] },
): DraftNote[] {
  return mirrorsOf(rule).flatMap(({ destination, host, subset }): DraftNote[] => {
    const known = of.hosts.find((one) => one.host === fullHost(host, of.namespace))
    const path = [...of.at, ...destination]
    if (known === undefined) {
      return [
        {
          severity: 'warning',
          path,
          message: `no service here has the host ${JSON.stringify(host)}: copies would be lost`,
        },
      ]
    }
    if (subset === null || known.subsets.includes(subset)) return []
    return [{ severity: 'error', path, message: `no DestinationRule of ${host} has the subset ${subset}` }]
  })
}

/** Notes on a DestinationRule (R47, R48): subsets that rules still use, TLS that the pods refuse. */
export function destinationRuleNotes(
  draft: unknown,
  of: { readonly uses: readonly SubsetUse[]; readonly server: MtlsMode | null },
): DraftNote[] {
  const broken = brokenUses(draft, of.uses).map(({ subset, object, rule }): DraftNote => ({
    severity: 'error',
    path: ['spec', 'subsets'],
    message: `subset ${subset} is used by rule ${rule} of VirtualService ${object}: take it out of the rule first, or its requests are answered with 503`,
  }))
  const mode = stringAt(draft, 'spec', 'trafficPolicy', 'tls', 'mode')
  const refused = of.server === null ? null : clientTlsFault(mode, of.server)
  const path = ['spec', 'trafficPolicy', 'tls', 'mode']
  return [
    ...broken,
    ...(refused === null ? [] : [{ severity: 'warning' as const, path, message: refused }]),
    ...poolNotes(draft),
  ]
}

/** A limit of 0 lets nothing through. */
function poolNotes(draft: unknown): DraftNote[] {
  const at = ['spec', 'trafficPolicy', 'connectionPool'] as const
  return [
    ['tcp', 'maxConnections'],
    ['http', 'http2MaxRequests'],
  ].flatMap(([layer = '', key = '']): DraftNote[] => {
    if (numberAt(objectAt(draft, ...at, layer), key) !== 0) return []
    return [{ severity: 'warning', path: [...at, layer, key], message: '0 lets nothing through' }]
  })
}

/** Whether a note is about a field or something below it. */
export function isAbout(path: FieldPath, field: FieldPath): boolean {
  return field.every((step, place) => path[place] === step)
}

function seconds(ms: number): string {
  return `${ms / 1000} s`
}
