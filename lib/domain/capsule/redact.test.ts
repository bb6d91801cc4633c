import { describe, expect, test } from 'vitest'
import { MASK } from '../logs/mask-secrets.ts'
import { Redactor } from './redact.ts'

const secret = 'hunter2hunter2'

describe('redaction (CA5)', () => {
  test.each<[string, unknown, unknown]>([
    [
      'an environment variable by its name',
      { env: [{ name: 'AWS_ACCESS_KEY', value: secret }] },
      { env: [{ name: 'AWS_ACCESS_KEY', value: MASK }] },
    ],
    ['a plain variable stays', { env: [{ name: 'PORT', value: '80' }] }, { env: [{ name: 'PORT', value: '80' }] }],
    [
      'a variable from a Secret has no value',
      { env: [{ name: 'KEY', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } }] },
      { env: [{ name: 'KEY', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } }] },
    ],
    [
      'an address with a password',
      { env: [{ name: 'DB', value: `postgres://u:${secret}@h/d` }] },
      { env: [{ name: 'DB', value: `postgres://u:${MASK}@h/d` }] },
    ],
    [
      'an argument after its option',
      { command: ['run', '--api-token', secret, '-v', '80'] },
      { command: ['run', '--api-token', MASK, '-v', '80'] },
    ],
    ['an argument', { args: [`--password=${secret}`] }, { args: [`--password=${MASK}`] }],
    [
      'an annotation',
      { metadata: { annotations: { 'example.com/token': `token=${secret}` } } },
      { metadata: { annotations: { 'example.com/token': `token=${MASK}` } } },
    ],
    [
      'the condition on a header',
      { match: [{ headers: { authorization: { exact: secret } } }] },
      { match: [{ headers: { authorization: { exact: MASK } } }] },
    ],
    [
      'a header that is set',
      { add: [{ key: 'x-api-key', value: secret }] },
      { add: [{ key: 'x-api-key', value: MASK }] },
    ],
    [
      "the object within kubectl's annotation",
      {
        annotations: {
          'kubectl.kubernetes.io/last-applied-configuration': JSON.stringify({
            env: [{ name: 'TOKEN', value: secret }],
          }),
        },
      },
      {
        annotations: {
          'kubectl.kubernetes.io/last-applied-configuration': JSON.stringify({ env: [{ name: 'TOKEN', value: MASK }] }),
        },
      },
    ],
    [
      'an annotation of kubectl that is no JSON',
      { annotations: { 'kubectl.kubernetes.io/last-applied-configuration': '{' } },
      { annotations: { 'kubectl.kubernetes.io/last-applied-configuration': MASK } },
    ],
    [
      'other fields stay',
      { spec: { replicas: 2, hosts: ['a'], empty: null } },
      { spec: { replicas: 2, hosts: ['a'], empty: null } },
    ],
  ])('%s', (_name, given, expected) => {
    expect(new Redactor().json(given)).toEqual(expected)
  })

  test('of a proxy takes keys as a whole', () => {
    expect(JSON.stringify(new Redactor().dump({ private_key: { inline_bytes: secret } }))).not.toContain(secret)
  })

  test('counts what it masks, and nothing else', () => {
    const redactor = new Redactor()
    redactor.text('nothing here')
    redactor.text(`authorization: Bearer ${secret}`)
    redactor.named('set-cookie', 'a=b')
    redactor.json({ env: [{ name: 'PASSWORD', value: secret }] })
    expect(redactor.masked).toBe(3)
  })

  test('of a trace takes tags, events and operations', () => {
    const span = {
      spanId: 'a',
      parentId: null,
      service: 's',
      operation: `GET /?access_token=${secret}`,
      kind: 'server' as const,
      startUs: 1,
      durationUs: 1,
      error: false,
      httpStatus: null,
      responseFlags: null,
      workload: null,
      namespace: null,
      pod: null,
      tags: { 'http.request.header.authorization': secret },
      logs: [{ timeUs: 1, fields: { message: `password=${secret}` } }],
      warnings: [],
    }
    const masked = new Redactor().trace({ traceId: 't', spans: [span], truncatedAt: null })
    expect(JSON.stringify(masked)).not.toContain(secret)
  })
})
