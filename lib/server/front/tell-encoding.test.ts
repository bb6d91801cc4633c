import { gunzipSync, gzipSync } from 'node:zlib'
import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { frontServer, type Handler } from './front-server.ts'
import { encodingHeader } from './request-guard.ts'

async function answered(handler: Handler, headers: Record<string, string>) {
  const server = frontServer({ hosts: new Set(['console']), frameAncestors: [], handler, onError: () => undefined })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  try {
    const { port } = server.address() as AddressInfo
    const request = get({ host: '127.0.0.1', port, headers: { host: 'console', ...headers } })
    const [response] = (await once(request, 'response')) as [IncomingMessage]
    const chunks: Buffer[] = []
    for await (const chunk of response) chunks.push(chunk as Buffer)
    return { headers: response.headers, body: Buffer.concat(chunks) }
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

test("a handler's word of how its body is encoded reaches the client under the wire's name only", async () => {
  const { headers, body } = await answered(async (request, response) => {
    response.setHeader(encodingHeader, request.headers[encodingHeader] === 'told' ? 'gzip' : 'wrong')
    response.end(gzipSync('whole'))
  }, {})
  expect(headers['content-encoding']).toBe('gzip')
  expect(headers[encodingHeader]).toBeUndefined()
  expect(gunzipSync(body).toString()).toBe('whole')
})

test('a client cannot say it', async () => {
  const seen: unknown[] = []
  await answered(
    async (request, response) => {
      seen.push(request.headers[encodingHeader])
      response.end()
    },
    { [encodingHeader]: 'mine' },
  )
  expect(seen).toEqual(['told'])
})
