import { describe, expect, it } from 'vitest'
import { objectAt } from '../../kubernetes/json.ts'
import type { KubernetesObject } from '../../kubernetes/object.ts'
import { clientTlsFault, cutOff, withTlsMode, workloadMtls, type SeenCaller } from './mutual-tls.ts'

const policy = (name: string, namespace: string, spec: unknown): KubernetesObject & { spec: unknown } => ({
  apiVersion: 'security.istio.io/v1',
  kind: 'PeerAuthentication',
  metadata: { name, namespace, creationTimestamp: `2026-01-0${name.length}T00:00:00Z` },
  spec,
})
const pods = { namespace: 'shop', labels: { app: 'cart', version: 'v1' } }
const selected = (mode: string) => ({ selector: { matchLabels: { app: 'cart' } }, mtls: { mode } })

describe('R47 mTLS of a workload', () => {
  it.each([
    ['nothing', [], 'PERMISSIVE', 'default', null],
    ['the mesh', [policy('m', 'istio-system', { mtls: { mode: 'STRICT' } })], 'STRICT', 'mesh', null],
    ['its namespace', [policy('n', 'shop', { mtls: { mode: 'STRICT' } })], 'STRICT', 'namespace', null],
    [
      'a policy of its own',
      [policy('n', 'shop', { mtls: { mode: 'STRICT' } }), policy('own', 'shop', selected('DISABLE'))],
      'DISABLE',
      'workload',
      'own',
    ],
    [
      'the older of two',
      [policy('later', 'shop', selected('STRICT')), policy('old', 'shop', selected('DISABLE'))],
      'DISABLE',
      'workload',
      'old',
    ],
    [
      'a policy of others',
      [policy('o', 'shop', { selector: { matchLabels: { app: 'x' } }, mtls: { mode: 'STRICT' } })],
      'PERMISSIVE',
      'default',
      null,
    ],
    [
      'one that inherits',
      [policy('n', 'shop', { mtls: { mode: 'STRICT' } }), policy('own', 'shop', selected('UNSET'))],
      'STRICT',
      'namespace',
      'own',
    ],
  ] as const)('comes from %s', (_, policies, ...expected) => {
    const found = workloadMtls(pods, policies)
    expect([found.mode, found.from, found.policy?.name ?? null]).toEqual(expected)
  })

  const callers: SeenCaller[] = [
    { name: 'front', state: 'mutual', rps: 5 },
    { name: 'old-job', state: 'plain', rps: 1 },
    { name: 'mixed', state: 'partial', rps: 2 },
    { name: 'silent', state: 'unknown', rps: null },
  ]
  const rules = ['DISABLE', 'ISTIO_MUTUAL'].map((mode) => ({
    metadata: { name: mode.toLowerCase() },
    spec: { trafficPolicy: { tls: { mode } } },
  }))

  it('cuts off those that were seen in plaintext when it gets strict, and those that insist on TLS when it is off', () => {
    expect(cutOff('STRICT', { callers, rules }).map(({ who }) => who)).toEqual([
      'old-job',
      'mixed',
      'DestinationRule disable',
    ])
    expect(cutOff('DISABLE', { callers, rules }).map(({ who }) => who)).toEqual(['DestinationRule istio_mutual'])
    expect(cutOff('PERMISSIVE', { callers, rules })).toEqual([])
  })

  it.each([
    [undefined, 'STRICT', false],
    ['DISABLE', 'STRICT', true],
    ['SIMPLE', 'STRICT', true],
    ['ISTIO_MUTUAL', 'STRICT', false],
    ['ISTIO_MUTUAL', 'DISABLE', true],
    ['DISABLE', 'DISABLE', false],
    ['DISABLE', 'PERMISSIVE', false],
  ] as const)('callers with %s at pods with %s are refused: %s', (client, server, isRefused) => {
    expect(clientTlsFault(client, server) !== null).toBe(isRefused)
  })

  it('takes certificate files away with a mode that does not know them, and the setting with "not set"', () => {
    const of = {
      spec: {
        host: 'x',
        trafficPolicy: { tls: { mode: 'MUTUAL', sni: 'x', privateKey: '/k', clientCertificate: '/c' } },
      },
    }
    const at = ['spec', 'trafficPolicy'] as const
    expect(objectAt(withTlsMode(of, at, 'ISTIO_MUTUAL'), ...at, 'tls')).toEqual({ mode: 'ISTIO_MUTUAL', sni: 'x' })
    expect(withTlsMode(of, at, null)).toEqual({ spec: { host: 'x' } })
    expect(withTlsMode(of, at, 'MUTUAL')).toEqual(of)
  })
})
