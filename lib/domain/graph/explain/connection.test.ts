import { describe, expect, test } from 'vitest'
import { parseAccessLogLine } from '../../envoy/access-log.ts'
import { loggedConnection } from './connection.ts'

const cart = 'spiffe://cluster.local/ns/shop/sa/cart'
const front = 'spiffe://cluster.local/ns/shop/sa/front'

function entry(fields: Record<string, unknown> = {}) {
  const line = { start_time: '2026-11-24T12:00:00.000Z', method: 'GET', reporter: 'destination', ...fields }
  const parsed = parseAccessLogLine(JSON.stringify({ source_principal: front, tls_version: 'TLSv1.3', ...line }))
  if (parsed === undefined) throw new Error('not an access log line')
  return parsed
}
const of = (...entries: ReturnType<typeof entry>[]) => loggedConnection(entries, new Set([front]))

describe('E11: the connection as the callee logged it', () => {
  test('is the newest line of this caller, with what it says', () => {
    const late = { start_time: '2026-11-24T12:00:09.000Z', tls_cipher: 'TLS_AES_128_GCM_SHA256' }
    const named = {
      requested_server_name: 'outbound_.9080_._.cart.shop.svc.cluster.local',
      destination_principal: cart,
    }
    expect(of(entry({ ...late, ...named }), entry())).toEqual({
      at: '2026-11-24T12:00:09.000Z',
      version: 'TLSv1.3',
      cipher: 'TLS_AES_128_GCM_SHA256',
      serverName: 'outbound_.9080_._.cart.shop.svc.cluster.local',
      sourcePrincipal: front,
      destinationPrincipal: cart,
    })
  })
  test.each([
    ['of another caller', { source_principal: cart }],
    ['without an identity', { source_principal: null }],
    ['that the callee wrote about its own calls', { reporter: 'source' }],
    ['whose format has no field for TLS', { tls_version: undefined }],
    ['about plain text', { tls_version: '-', tls_cipher: '-' }],
  ])('is not taken from a line %s', (_, fields) => {
    expect(of(entry(fields))).toBeNull()
  })
  test('of a format without the cipher is told without it', () => {
    expect(of(entry())).toMatchObject({ version: 'TLSv1.3', cipher: null, serverName: null })
  })
})
