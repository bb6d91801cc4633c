import protobuf from 'protobufjs'
import { z } from 'zod'
import { grpcMessagesTag } from '../telemetry/stream-logs.ts'

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
message HttpEntry { Common common_properties = 1; }
message HttpEntries { repeated HttpEntry log_entry = 1; }
message TcpEntry { Common common_properties = 1; Connection connection_properties = 2; }
message TcpEntries { repeated TcpEntry log_entry = 1; }
message StreamMessage { Identifier identifier = 1; HttpEntries http_logs = 2; TcpEntries tcp_logs = 3; }
`
const streamMessage = protobuf.parse(schema, { keepCase: false }).root.lookupType('StreamMessage')

const common = z.object({
  customTags: z.record(z.string(), z.string()),
  duration: z.object({ seconds: z.number(), nanos: z.number() }).nullish(),
  streamId: z.string(),
  accessLogType: z.number(),
})
const httpEntry = z.object({ commonProperties: common })
const tcpEntry = z.object({
  commonProperties: common,
  connectionProperties: z.object({ receivedBytes: z.number(), sentBytes: z.number() }).nullish(),
})
const message = z.object({
  identifier: z.object({ node: z.object({ id: z.string() }).nullish(), logName: z.string() }).nullish(),
  httpLogs: z.object({ logEntry: z.array(z.unknown()) }).nullish(),
  tcpLogs: z.object({ logEntry: z.array(z.unknown()) }).nullish(),
})

export type Tags = Readonly<Record<string, string>>

/** One report of one TCP connection; the byte counts are totals since it began. */
export interface ConnectionReport {
  readonly kind: 'connection'
  readonly connection: string
  readonly event: 'connected' | 'periodic' | 'ended'
  readonly ageMs: number
  readonly receivedBytes: number
  readonly sentBytes: number
  readonly tags: Tags
}

/** The messages of one finished gRPC request. */
export interface GrpcReport {
  readonly kind: 'grpc'
  readonly requestMessages: number
  readonly responseMessages: number
  readonly tags: Tags
}

export type Report = ConnectionReport | GrpcReport

/** One message of a stream: the first one names the proxy, each may carry reports. */
export interface AccessLogMessage {
  readonly nodeId: string | undefined
  readonly logName: string | undefined
  readonly reports: readonly Report[]
  /** Entries that were not understood. */
  readonly malformed: number
}

/** @throws when the bytes are not a message of Envoy's access log service */
export function decodeAccessLogMessage(bytes: Uint8Array): AccessLogMessage {
  const plain = streamMessage.toObject(streamMessage.decode(bytes), { longs: Number, defaults: true, arrays: true })
  const { identifier, httpLogs, tcpLogs } = message.parse(plain)
  const reports = [...(httpLogs?.logEntry ?? []).map(grpcReport), ...(tcpLogs?.logEntry ?? []).map(connectionReport)]
  return {
    nodeId: identifier?.node?.id,
    logName: identifier?.logName,
    reports: reports.filter((report) => report !== undefined),
    malformed: reports.filter((report) => report === undefined).length,
  }
}

function grpcReport(value: unknown): GrpcReport | undefined {
  const tags = httpEntry.safeParse(value).data?.commonProperties.customTags
  // The tag is absent, or a dash, when a filter answered before the messages were counted.
  const counts = /^(\d{1,15}),(\d{1,15})$/.exec(tags?.[grpcMessagesTag] ?? '')
  if (tags === undefined) return undefined
  return { kind: 'grpc', requestMessages: Number(counts?.[1] ?? 0), responseMessages: Number(counts?.[2] ?? 0), tags }
}

// Numbers of envoy.data.accesslog.v3.AccessLogType.
const events = new Map<number, ConnectionReport['event']>([
  [1, 'connected'],
  [2, 'periodic'],
  [3, 'ended'],
])

function connectionReport(value: unknown): ConnectionReport | undefined {
  const entry = tcpEntry.safeParse(value).data
  const event = events.get(entry?.commonProperties.accessLogType ?? 0)
  if (entry === undefined || event === undefined || entry.commonProperties.streamId === '') return undefined
  const { duration, streamId, customTags } = entry.commonProperties
  return {
    kind: 'connection',
    connection: streamId,
    event,
    ageMs: (duration?.seconds ?? 0) * 1000 + (duration?.nanos ?? 0) / 1e6,
    receivedBytes: entry.connectionProperties?.receivedBytes ?? 0,
    sentBytes: entry.connectionProperties?.sentBytes ?? 0,
    tags: customTags,
  }
}
