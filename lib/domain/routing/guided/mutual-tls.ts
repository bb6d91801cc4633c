import { effectiveMtls, type MtlsMode } from '../../mesh-facts/effective-mtls.ts'
import { objectAt, stringAt, stringsAt, type JsonObject } from '../../kubernetes/json.ts'
import type { KubernetesObject } from '../../kubernetes/object.ts'
import { selects } from '../targets.ts'
import { withField, type FieldPath } from './object-fields.ts'

/** How one caller's requests arrive, as the pods that are called report it. */
export interface SeenCaller {
  readonly name: string
  readonly state: 'mutual' | 'partial' | 'plain' | 'unknown'
  readonly rps: number | null
}

/** The mode that pods with these labels take, and the policy of their own if they have one (reference, section 1.6). */
export interface WorkloadMtls {
  readonly mode: MtlsMode
  readonly from: 'workload' | 'namespace' | 'mesh' | 'default'
  /** The policy with a selector that holds for the pods; null where a wider one or none does. */
  readonly policy: { readonly namespace: string; readonly name: string } | null
}

/** PeerAuthentication in force for pods: their own before the namespace's before the mesh's; of several the oldest. */
export function workloadMtls(
  pods: { readonly namespace: string; readonly labels: Readonly<Record<string, string>> },
  policies: readonly KubernetesObject[],
): WorkloadMtls {
  const [own] = policies
    .filter((policy) => policy.metadata.namespace === pods.namespace && isForPods(policy, pods.labels))
    .toSorted((a, b) => ageKey(a).localeCompare(ageKey(b)))
  const wide = effectiveMtls(pods.namespace, policies)
  if (own === undefined) return { mode: wide.mode, from: wide.from, policy: null }
  const mode = modeOf(stringAt(own, 'spec', 'mtls', 'mode'))
  const policy = { namespace: pods.namespace, name: own.metadata.name ?? '' }
  return { mode: mode ?? wide.mode, from: mode === null ? wide.from : 'workload', policy }
}

/** Callers that a mode of the pods would refuse, each with the reason (R47). */
export function cutOff(
  mode: MtlsMode,
  of: { readonly callers: readonly SeenCaller[]; readonly rules: readonly unknown[] },
): { readonly who: string; readonly why: string }[] {
  switch (mode) {
    case 'PERMISSIVE':
      return []
    case 'STRICT':
      return [
        ...of.callers
          .filter(({ state }) => state === 'plain' || state === 'partial')
          .map(({ name, state }) => ({
            who: name,
            why: state === 'plain' ? 'sends plaintext' : 'sends a part of its requests in plaintext',
          })),
        ...rulesWithMode(of.rules, ['DISABLE']).map((who) => ({ who, why: 'makes callers send plaintext' })),
      ]
    case 'DISABLE':
      return rulesWithMode(of.rules, ['ISTIO_MUTUAL', 'MUTUAL', 'SIMPLE']).map((who) => ({
        who,
        why: 'makes callers insist on TLS',
      }))
  }
}

/** Why callers that use a mode would be refused by the pods; null where it fits (R47). */
export function clientTlsFault(client: string | undefined, server: MtlsMode): string | null {
  if (client === undefined || server === 'PERMISSIVE') return null
  if (server === 'STRICT') {
    if (client === 'DISABLE') return 'The pods take mutual TLS only (STRICT), so every request in plaintext is refused.'
    if (client === 'SIMPLE') return 'The pods ask for a certificate (STRICT), which SIMPLE does not show.'
    return null
  }
  return client === 'DISABLE' ? null : 'The pods take plaintext only (DISABLE), so every encrypted request is refused.'
}

/** The object with another TLS mode of callers; fields that the mode does not know go with it, others stay. */
export function withTlsMode(object: JsonObject, policy: FieldPath, mode: string | null): JsonObject {
  const at = [...policy, 'tls'] as const
  if (mode === null) return withField(object, at, undefined)
  const old = Object.entries(objectAt(object, ...at))
  const kept = old.filter(([key]) => key === 'mode' || !isUnknownTo(mode, key))
  const tls = { ...Object.fromEntries(kept), mode }
  return withField(object, at, tls)
}

/** Fields of a TLS setting that mean something in a mode. */
const fieldsOfMode: Readonly<Record<string, readonly string[]>> = {
  DISABLE: [],
  ISTIO_MUTUAL: ['sni', 'subjectAltNames'],
  SIMPLE: ['sni', 'subjectAltNames', 'caCertificates', 'credentialName', 'insecureSkipVerify', 'caCrl'],
}

function isUnknownTo(mode: string, key: string): boolean {
  return fieldsOfMode[mode]?.includes(key) === false
}

function rulesWithMode(rules: readonly unknown[], modes: readonly string[]): string[] {
  return rules
    .filter((rule) => modes.includes(stringAt(rule, 'spec', 'trafficPolicy', 'tls', 'mode') ?? ''))
    .map((rule) => `DestinationRule ${stringAt(rule, 'metadata', 'name') ?? ''}`)
}

function isForPods(policy: KubernetesObject, labels: Readonly<Record<string, string>>): boolean {
  const selector = stringsAt(policy, 'spec', 'selector', 'matchLabels')
  return Object.keys(selector).length > 0 && selects(selector, labels)
}

function modeOf(mode: string | undefined): MtlsMode | null {
  return mode === 'STRICT' || mode === 'PERMISSIVE' || mode === 'DISABLE' ? mode : null
}

function ageKey({ metadata }: KubernetesObject): string {
  return `${metadata.creationTimestamp ?? ''} ${metadata.name ?? ''}`
}
