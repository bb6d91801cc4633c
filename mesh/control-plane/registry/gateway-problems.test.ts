import { describe, expect, test } from 'vitest'
import { anIstioObject } from '../testing/objects.ts'
import { buildSnapshot } from '../snapshot.ts'

const server = (protocol: string, tls?: object) => ({
  port: { number: 443, name: 'main', protocol },
  hosts: ['*'],
  ...(tls && { tls }),
})
const problemsOf = (...servers: object[]) =>
  buildSnapshot([anIstioObject('Gateway', { name: 'g' }, { selector: {}, servers })], 0).problems

describe('a Gateway', () => {
  test.each(['HTTP', 'http2', 'GRPC'])('over %s is served', (protocol) => {
    expect(problemsOf(server(protocol))).toEqual([])
  })

  test.each([
    ['HTTPS', { mode: 'SIMPLE', credentialName: 'c' }, 'port 443 (HTTPS, tls.mode SIMPLE) stays closed'],
    ['TLS', { mode: 'PASSTHROUGH' }, 'port 443 (TLS, tls.mode PASSTHROUGH) stays closed'],
    ['TCP', undefined, 'port 443 (TCP) stays closed'],
  ])('over %s is named with the server that stays closed', (protocol, tls, sentence) => {
    const problems = problemsOf(server('HTTP'), server(protocol, tls))
    expect(problems).toEqual([
      {
        kind: 'Gateway',
        namespace: 'shop',
        name: 'g',
        message: expect.stringContaining(`spec.servers[1]: ${sentence}`),
      },
    ])
  })
})
