import { request as httpsRequest } from 'node:https'
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { stringAt } from '../../../lib/domain/kubernetes/json.ts'
import { ClusterUnderTest } from './testing/cluster-under-test.ts'
import { badRequests, type Call } from './testing/bad-requests.ts'
import { configMap, pod, virtualService } from './testing/objects.ts'

// Whatever a client sends: a Status with a fitting code and one clear sentence, and nothing is stored.
let cluster: ClusterUnderTest
let token: string
beforeAll(async () => {
  cluster = await new ClusterUnderTest().start()
  const config: unknown = parse(readFileSync(cluster.kubeconfig(), 'utf8'))
  token = stringAt(config, 'users', 0, 'user', 'token') ?? ''
  cluster.store.create('configmaps', configMap('here', { v: '1' }))
  cluster.store.create('virtualservices.networking.istio.io', virtualService('here', [{ host: 'a', weight: 1 }]))
  cluster.store.create('pods', pod('here'))
})
afterAll(async () => {
  await cluster[Symbol.asyncDispose]()
})

interface Answer {
  readonly code: number
  readonly body: unknown
}

function send({ call, body, text, type = 'application/json' }: Call): Promise<Answer> {
  const [method = 'GET', path = '/'] = call.split(' ')
  const bytes = Buffer.from(text ?? (body === undefined ? '' : JSON.stringify(body)))
  // Node leaves the length of a DELETE's body out.
  const headers = { authorization: `Bearer ${token}`, 'content-type': type, 'content-length': bytes.byteLength }
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port: cluster.api.port, path, method, headers, rejectUnauthorized: false }
    const request = httpsRequest(options, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.once('end', () => {
        resolve({ code: response.statusCode ?? 0, body: JSON.parse(Buffer.concat(chunks).toString('utf8')) })
      })
    })
    request.once('error', reject)
    request.end(bytes)
  })
}

describe('bad requests', () => {
  beforeAll(() => {
    cluster.store.create('serviceaccounts', {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: 'sa', namespace: 'default' },
    })
  })

  test.each(badRequests)('$what gives $code', async ({ code, sentence, ...call }) => {
    const before = cluster.store.resourceVersion
    const answer = await send(call)
    expect(answer).toMatchObject({
      code,
      body: { kind: 'Status', status: 'Failure', code, message: expect.stringContaining(sentence) },
    })
    expect(stringAt(answer.body, 'message')).not.toContain('\n')
    expect(cluster.store.resourceVersion).toBe(before)
  })
})
