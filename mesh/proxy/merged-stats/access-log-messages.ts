import protobuf from 'protobufjs'
import { z } from 'zod'

// Only the fields that are read, by their numbers in Envoy's access log service; the rest is skipped unparsed.
const schema = `
syntax = "proto3";
message Node { string id = 1; }
message Identifier { Node node = 1; string log_name = 2; }
message Duration { int64 seconds = 1; int32 nanos = 2; }
message Connection { uint64 received_bytes = 1; uint64 sent_bytes = 2; }
message Common {
  map<string, string> custom_tags = 22;
  Duration duration = 23;
  string stream_id = 26;
  int32 access_log_type = 33;
}
message TcpEntry { Common common_properties = 1; Connection connection_properties = 2; }
message TcpEntries { repeated TcpEntry log_entry = 1; }
message StreamMessage { Identifier identifier = 1; TcpEntries tcp_logs = 3; }
`
const streamMessage = protobuf.parse(schema, { keepCase: false }).root.lookupType('StreamMessage')

const entry = z.object({
  commonProperties: z.object({
    customTags: z.record(z.string(), z.string()),
    duration: z.object({ seconds: z.number(), nanos: z.number() }).nullable(),
    streamId: z.string().min(1),
    accessLogType: z.number(),
  }),
  connectionProperties: z.object({ receivedBytes: z.number(), sentBytes: z.number() }).nullable(),
})
const message = z.object({
  identifier: z.object({ node: z.object({ id: z.string() }).nullable(), logName: z.string() }).nullable(),
  tcpLogs: z.object({ logEntry: z.array(z.unknown()) }).nullable(),
})

export type ConnectionEvent = 'connected' | 'periodic' | 'ended'

/** One report of one TCP connection; the byte counts are totals since it began. */
export interface ConnectionReport {
  readonly connection: string
  readonly event: ConnectionEvent
  readonly ageMs: number
  readonly receivedBytes: number
  readonly sentBytes: number
  readonly tags: Readonly<Record<string, string>>
}

/** One message of a stream: the first one names the proxy, each may carry reports. Entries that don't parse are counted. */
export interface AccessLogMessage {
  readonly nodeId: string | undefined
  readonly logName: string | undefined
  readonly reports: readonly ConnectionReport[]
  readonly malformed: number
}

/** @throws when the bytes are not a message of Envoy's access log service */
export function decodeAccessLogMessage(bytes: Uint8Array): AccessLogMessage {
  const plain = streamMessage.toObject(streamMessage.decode(bytes), { longs: Number, defaults: true, arrays: true })
  const { identifier, tcpLogs } = message.parse(plain)
  const entries = (tcpLogs?.logEntry ?? []).map((value) => entry.safeParse(value))
  return {
    nodeId: identifier?.node?.id,
    logName: identifier?.logName,
    reports: entries.flatMap((parsed) => (parsed.success ? toReports(parsed.data) : [])),
    malformed: entries.filter((parsed) => !parsed.success).length,
  }
}

// Numbers of envoy.data.accesslog.v3.AccessLogType.
const events: Readonly<Record<number, ConnectionEvent>> = { 1: 'connected', 2: 'periodic', 3: 'ended' }

function toReports({ commonProperties, connectionProperties }: z.infer<typeof entry>): ConnectionReport[] {
  const event = events[commonProperties.accessLogType]
  if (event === undefined) return []
  const { duration, streamId, customTags } = commonProperties
  return [
    {
      connection: streamId,
      event,
      ageMs: duration === null ? 0 : duration.seconds * 1000 + duration.nanos / 1e6,
      receivedBytes: connectionProperties?.receivedBytes ?? 0,
      sentBytes: connectionProperties?.sentBytes ?? 0,
      tags: customTags,
    },
  ]
}
