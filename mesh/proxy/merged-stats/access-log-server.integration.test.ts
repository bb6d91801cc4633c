import { Client, credentials, Metadata } from '@grpc/grpc-js'
import protobuf from 'protobufjs'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { streamLogName } from '../telemetry/stream-logs.ts'
import { startAccessLogServer, type AccessLogServer } from './access-log-server.ts'

// Guarantee: only the proxy of a pod can count for it, though every process of the machine reaches the receiver.

const { root } = protobuf.parse(`
syntax = "proto3";
message Node { string id = 1; }
message Identifier { Node node = 1; string log_name = 2; }
message Common { string stream_id = 26; int32 type = 33; }
message Entry { Common common = 1; }
message Entries { repeated Entry log_entry = 1; }
message Message { Identifier identifier = 1; Entries tcp = 3; }
`)
const nodeId = 'sidecar~127.1.1.1~web.shop~shop.svc.cluster.local'
const claim = root.lookupType('Message').encode(
  root.lookupType('Message').fromObject({
    identifier: { node: { id: nodeId }, logName: streamLogName },
    tcp: { logEntry: [{ common: { streamId: 's', type: 3 } }] },
  }),
)
const bytes = Buffer.from(claim.finish())

let server: AccessLogServer
const reports: string[] = []
const strangers: string[] = []
beforeAll(async () => {
  server = await startAccessLogServer({
    port: 0,
    isFrom: (id, bearer) => id === nodeId && bearer === 'right',
    onStranger: (id) => void strangers.push(id),
    onReport: (id) => void reports.push(id),
    onMalformed: (reason) => expect.fail(reason),
  })
})
afterAll(() => server.stop())
beforeEach(() => {
  reports.length = 0
  strangers.length = 0
})

/** Sends the claim and resolves when the receiver has read it. */
function send(authorization: string | undefined): Promise<void> {
  const client = new Client(`127.0.0.1:${server.port}`, credentials.createInsecure())
  const metadata = new Metadata()
  if (authorization !== undefined) metadata.set('authorization', authorization)
  const same = (buffer: Buffer) => buffer
  return new Promise((resolve, reject) => {
    const path = '/envoy.service.accesslog.v3.AccessLogService/StreamAccessLogs'
    const stream = client.makeClientStreamRequest(path, same, same, metadata, (error) => {
      client.close()
      if (error === null) resolve()
      else reject(error)
    })
    stream.write(bytes)
    stream.end()
  })
}

describe('a claim to be a proxy', () => {
  test('counts with the secret of its pod', async () => {
    await send('Bearer right')
    expect([reports, strangers]).toEqual([[nodeId], []])
  })

  test.each([
    ['no secret', undefined],
    ['an empty one', ''],
    ['another one', 'Bearer wrong'],
  ])('counts for nothing with %s', async (_, authorization) => {
    await send(authorization)
    expect([reports, strangers]).toEqual([[], [nodeId]])
  })
})
