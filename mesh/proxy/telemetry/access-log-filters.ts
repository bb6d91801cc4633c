import type { JsonObject } from '../json.ts'

// Full match: `application/grpc-web` is not gRPC.
const grpcContentType = {
  name: 'content-type',
  string_match: { safe_regex: { regex: 'application/grpc([+;].*)?' } },
  treat_missing_header_as_empty: true,
}

const onGrpc: JsonObject = { header_filter: { header: grpcContentType } }
const onOther: JsonObject = { header_filter: { header: { ...grpcContentType, invert_match: true } } }
const atEnd: JsonObject = { log_type_filter: { types: ['DownstreamEnd'] } }
const both = (...filters: JsonObject[]): JsonObject => ({ and_filter: { filters } })

/** Access log filter: every report of a gRPC request, also while it lasts. */
export const grpcReports = onGrpc
/** Access log filter: gRPC requests that ended. */
export const endedGrpcRequests = both(onGrpc, atEnd)
/** Access log filter: all other requests that ended. */
export const endedOtherRequests = both(onOther, atEnd)
/** Access log filter: any request that ended. */
export const endedRequests = atEnd
/** Access log filter: TCP connections that ended. */
export const endedConnections: JsonObject = { log_type_filter: { types: ['TcpConnectionEnd'] } }
