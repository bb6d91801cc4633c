import fc from 'fast-check'
import protobuf from 'protobufjs'
import { describe, expect, test } from 'vitest'
import { decodeAccessLogMessage } from './access-log-messages.ts'

// Guarantee: what Envoy sends is read by field number, unknown fields and types are skipped or counted, and bytes that are
// no message are an error, not a crash.

const { root } = protobuf.parse(`
syntax = "proto3";
message Node { string id = 1; string cluster = 2; }
message Identifier { Node node = 1; string log_name = 2; }
message Time { int64 seconds = 1; int32 nanos = 2; }
message Bytes { uint64 received = 1; uint64 sent = 2; }
message Common { double sample_rate = 1; Time start_time = 5; map<string, string> custom_tags = 22; Time duration = 23; string stream_id = 26; int32 type = 33; }
message Entry { Common common = 1; Bytes bytes = 2; }
message Entries { repeated Entry log_entry = 1; }
message Message { Identifier identifier = 1; Entries http = 2; Entries tcp = 3; }
`)
const encode = (message: object) =>
  root.lookupType('Message').encode(root.lookupType('Message').fromObject(message)).finish()
const common = { streamId: 's', type: 2, sampleRate: 1, duration: { seconds: 5, nanos: 250_000_000 } }

describe('access log messages', () => {
  test('the first message names the proxy', () => {
    const bytes = encode({ identifier: { node: { id: 'sidecar~1~a.b~c', cluster: 'x' }, logName: 'heddle' } })
    expect(decodeAccessLogMessage(bytes)).toEqual({
      nodeId: 'sidecar~1~a.b~c',
      logName: 'heddle',
      reports: [],
      malformed: 0,
    })
  })
  test('a connection: totals, age and tags', () => {
    const entry = { common: { ...common, customTags: { reporter: 'source' } }, bytes: { received: 7, sent: 9 } }
    const [report] = decodeAccessLogMessage(encode({ tcp: { logEntry: [entry] } })).reports
    expect(report).toMatchObject({
      kind: 'tcp',
      event: 'periodic',
      ageMs: 5_250,
      received: 7,
      sent: 9,
      tags: { reporter: 'source' },
    })
  })
  test.each([
    ['1,3', 1, 3],
    ['-', 0, 0],
    ['', 0, 0],
    ['1e9,x', 0, 0],
  ])('a gRPC request with messages %j', (grpc_messages, received, sent) => {
    const entry = { common: { ...common, type: 6, customTags: { grpc_messages } } }
    const [report] = decodeAccessLogMessage(encode({ http: { logEntry: [entry] } })).reports
    expect(report).toMatchObject({ kind: 'grpc', event: 'ended', received, sent })
  })
  test('two requests with one id are told apart by connection and start', () => {
    const entry = (connection_id: string, nanos: number) => ({
      common: { ...common, startTime: { seconds: 1, nanos }, customTags: { connection_id } },
    })
    const logEntry = [entry('1', 1), entry('2', 1), entry('1', 2), entry('1', 1)]
    const { reports } = decodeAccessLogMessage(encode({ http: { logEntry } }))
    expect(new Set(reports.map(({ stream }) => stream)).size).toBe(3)
  })
  test('entries of an unknown type or without an id are counted as malformed', () => {
    const logEntry = [{ common: { ...common, type: 99 } }, { common: { ...common, streamId: '' } }, {}]
    expect(decodeAccessLogMessage(encode({ tcp: { logEntry } }))).toMatchObject({ reports: [], malformed: 3 })
  })
  test('any bytes give a message or an error', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        try {
          expect(decodeAccessLogMessage(bytes).malformed).toBeGreaterThanOrEqual(0)
        } catch (error) {
          expect(error).toBeInstanceOf(Error)
        }
      }),
    )
  })
})
