import { expect, test } from 'vitest'
import type { CertificatesResponse } from '../../lib/contract/mesh.ts'
import type { ProxiesResponse, ProxySummary } from '../../lib/contract/proxies.ts'
import { meshSentence } from './mesh-sentence.ts'

const now = Date.parse('2026-11-24T14:00:00Z')

function proxy(pod: string, state: ProxySummary['state'], ageSeconds = 60): ProxySummary {
  const isRefused = state === 'nack'
  return {
    pod,
    namespace: 'shop',
    workload: pod,
    role: 'sidecar',
    cluster: null,
    state,
    types: [
      {
        type: 'rds',
        state,
        sentAt: new Date(now - ageSeconds * 1_000).toISOString(),
        ackedAt: null,
        sentVersion: null,
        ackedVersion: null,
        resources: null,
        rejection: isRefused
          ? { message: 'x', at: null, effect: 'Requests go on by the last routes.', refused: [] }
          : null,
      },
    ],
    lastAckAt: null,
    envoyVersion: null,
    istioVersion: null,
    revision: null,
    certificate: null,
  }
}
const proxies = (...items: ProxySummary[]): ProxiesResponse => ({
  at: now / 1_000,
  stale: false,
  degraded: [],
  configured: true,
  items,
})
const certificate = (
  state: CertificatesResponse['workloads'][number]['state'],
  notAfter: string,
): CertificatesResponse => ({
  at: now / 1_000,
  degraded: [],
  workloads: [
    {
      pod: 'vault-1',
      namespace: 'bank',
      workload: 'vault',
      state,
      certificate: {
        subject: '',
        issuer: '',
        spiffe: null,
        names: [],
        serial: '',
        notBefore: notAfter,
        notAfter,
        isAuthority: false,
      },
      renewsAt: null,
      failure: null,
    },
  ],
  roots: [],
  notReported: 0,
  notAsked: 0,
})
const say = (answer: ProxiesResponse, certificates?: CertificatesResponse) =>
  meshSentence({ proxies: answer, certificates, readiness: undefined }, now)

test('all is well is said with the number of proxies', () => {
  expect(say(proxies(proxy('a', 'synced'), proxy('b', 'synced')))).toMatchObject({
    tone: 'healthy',
    lead: 'All 2 proxies have what was sent.',
  })
})
test('what nobody told is not called well', () => {
  expect(say(proxies(proxy('a', 'synced'))).rest).toBe('')
  expect(say(proxies(proxy('a', 'synced')), certificate('fresh', '2026-11-25T00:00:00Z')).rest).toBe(
    'No certificate is overdue.',
  )
})
test('a refusal comes first, with its effect on traffic', () => {
  const { tone, lead, rest } = say(proxies(proxy('a', 'nack'), proxy('b', 'stale')))
  expect(tone).toBe('degraded')
  expect(lead).toBe('1 proxy refuses its routes, 1 proxy is behind.')
  expect(rest).toBe('Requests go on by the last routes.')
})
test('an answer that is on its way is no news (M4)', () => {
  expect(say(proxies(proxy('a', 'stale', 1))).tone).toBe('healthy')
})
test('a certificate that was not renewed says when mTLS ends', () => {
  const { lead, rest } = say(proxies(proxy('a', 'synced')), certificate('unrenewed', '2026-11-24T16:18:00Z'))
  expect(lead).toBe('1 certificate was not renewed in time.')
  expect(rest).toMatch(/^bank\/vault stops accepting mTLS at \d\d:\d\d, in 2 h, if nothing is done\.$/)
})
test('an expired certificate is grave', () => {
  expect(say(proxies(), certificate('expired', '2026-11-24T13:00:00Z'))).toMatchObject({
    tone: 'failing',
    lead: '1 certificate has expired.',
  })
})
test('a control plane that is away is named with the age of what is shown', () => {
  const sentence = 'The control plane does not answer: connection refused.'
  const failing = {
    source: 'control-plane',
    state: 'failing',
    circuit: 'open',
    message: '',
    sentence,
    since: null,
    ageSeconds: 41,
  } as const
  const { lead, rest } = meshSentence(
    {
      proxies: { ...proxies(proxy('a', 'synced')), stale: true, at: now / 1_000 - 41 },
      certificates: undefined,
      readiness: { status: 'degraded', sources: [failing] },
    },
    now,
  )
  expect(lead).toBe('1 source does not answer.')
  expect(rest).toBe(`${sentence} Proxies are shown as they were 41 s ago.`)
})
test.each([
  [{ ...proxies(), configured: false }, 'No control plane is configured.'],
  [proxies(), 'No proxy is connected.'],
])('nothing to show says why', (answer, lead) => expect(say(answer)).toMatchObject({ tone: 'plain', lead }))
