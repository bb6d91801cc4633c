import { expect, test } from 'vitest'
import { anIstioObject } from '../testing/objects.ts'
import { viewOf } from '../testing/scene.ts'
import { modeOfPort } from './peer-authentication.ts'

// Guarantee: mesh < namespace < workload, the oldest of a tier, UNSET inherits, ports over all.

const policy = (spec: Record<string, unknown>, namespace = 'shop', created = '2026-01-01T00:00:00Z') =>
  anIstioObject('PeerAuthentication', { name: `p-${namespace}-${created}`, namespace, created }, spec)
const mode = (value: string) => ({ mtls: { mode: value } })
const selected = (value: string) => ({ ...mode(value), selector: { matchLabels: { app: 'client' } } })

test.each([
  ['nothing is said', [], 'PERMISSIVE'],
  ['the mesh says', [policy(mode('STRICT'), 'istio-system')], 'STRICT'],
  ['the namespace says otherwise', [policy(mode('STRICT'), 'istio-system'), policy(mode('DISABLE'))], 'DISABLE'],
  ['the workload says otherwise', [policy(mode('DISABLE')), policy(selected('STRICT'))], 'STRICT'],
  [
    'UNSET inherits',
    [policy(mode('STRICT'), 'istio-system'), policy(mode('UNSET')), policy(selected('UNSET'))],
    'STRICT',
  ],
  ['the oldest of a tier', [policy(mode('DISABLE'), 'shop', '2026-02-01T00:00:00Z'), policy(mode('STRICT'))], 'STRICT'],
  ['another namespace says', [policy(mode('STRICT'), 'bank')], 'PERMISSIVE'],
  [
    'a selector of another workload',
    [policy({ ...mode('STRICT'), selector: { matchLabels: { app: 'x' } } })],
    'PERMISSIVE',
  ],
])('when %s', (_case, objects, expected) => expect(viewOf(objects).inbound.mode).toBe(expected))

test('a port has its own mode, others keep the workload’s', () => {
  const ports = { ...selected('STRICT'), portLevelMtls: { 8080: { mode: 'DISABLE' }, 8081: { mode: 'UNSET' } } }
  const { inbound } = viewOf([policy(ports)])
  expect([8080, 8081, 8082].map((port) => modeOfPort(inbound, port))).toEqual(['DISABLE', 'STRICT', 'STRICT'])
})
