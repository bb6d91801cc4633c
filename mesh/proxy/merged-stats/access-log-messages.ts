import protobuf from 'protobufjs'
import { z } from 'zod'
import { connectionTag, grpcMessagesTag } from '../telemetry/stream-logs.ts'

// Only the fields that are read, by their numbers in Envoy's access log service; the rest is skipped unparsed.
const schema = `
syntax = "proto3";
message Node { string id = 1; }
message Identifier { Node node = 1; string log_name = 2; }
message Time { int64 seconds = 1; int32 nanos = 2; }
message Connection { uint64 received_bytes = 1; uint64 sent_bytes = 2; }
message Common {
  Time start_time = 5;
  map<string, string> custom_tags = 22;
  Time duration = 23;
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

const time = z.object({ seconds: z.number(), nanos: z.number() }).nullish()
const common = z.object({
  startTime: time,
  customTags: z.record(z.string(), z.string()),
  duration: time,
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

/** One report of one TCP connection or gRPC request; `received` and `sent` are totals since it began. */
export interface Report {
  /** Bytes are counted for `tcp`, messages for `grpc`. */
  readonly kind: 'tcp' | 'grpc'
  /** Tells a connection or request from every other one of its proxy. */
  readonly stream: string
  readonly event: 'began' | 'periodic' | 'ended'
  readonly ageMs: number
  readonly received: number
  readonly sent: number
  readonly tags: Tags
}

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
  const reports = [...(httpLogs?.logEntry ?? []).map(grpcReport), ...(tcpLogs?.logEntry ?? []).map(tcpReport)]
  return {
    nodeId: identifier?.node?.id,
    logName: identifier?.logName,
    reports: reports.filter((report) => report !== undefined),
    malformed: reports.filter((report) => report === undefined).length,
  }
}

// Numbers of envoy.data.accesslog.v3.AccessLogType: a TCP connection's, then an HTTP request's.
const events = new Map<number, Report['event']>([
  [1, 'began'],
  [2, 'periodic'],
  [3, 'ended'],
  [4, 'began'],
  [5, 'periodic'],
  [6, 'ended'],
])

type Common = z.infer<typeof common>
type Totals = Pick<Report, 'received' | 'sent'>

function tcpReport(value: unknown): Report | undefined {
  const entry = tcpEntry.safeParse(value).data
  if (entry === undefined) return undefined
  const { receivedBytes = 0, sentBytes = 0 } = entry.connectionProperties ?? {}
  return report('tcp', entry.commonProperties, { received: receivedBytes, sent: sentBytes })
}

function grpcReport(value: unknown): Report | undefined {
  const entry = httpEntry.safeParse(value).data
  if (entry === undefined) return undefined
  // The tag is absent, or a dash, when a filter answered before the messages were counted.
  const counts = /^(\d{1,15}),(\d{1,15})$/.exec(entry.commonProperties.customTags[grpcMessagesTag] ?? '')
  return report('grpc', entry.commonProperties, { received: Number(counts?.[1] ?? 0), sent: Number(counts?.[2] ?? 0) })
}

function report(kind: Report['kind'], entry: Common, totals: Totals): Report | undefined {
  const event = events.get(entry.accessLogType)
  if (event === undefined || entry.streamId === '') return undefined
  return {
    kind,
    stream: streamKey(kind, entry),
    event,
    ageMs: milliseconds(entry.duration),
    ...totals,
    tags: entry.customTags,
  }
}

/** A request id is the client's, and calls that one request causes share it: connection and start tell them apart. */
function streamKey(kind: Report['kind'], { streamId, startTime, customTags }: Common): string {
  const start = `${startTime?.seconds ?? 0}.${startTime?.nanos ?? 0}`
  return [kind, streamId, customTags[connectionTag] ?? '', start].join('/')
}

function milliseconds(duration: z.infer<typeof time>): number {
  return (duration?.seconds ?? 0) * 1000 + (duration?.nanos ?? 0) / 1e6
}
