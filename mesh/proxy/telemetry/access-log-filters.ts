import type { JsonObject } from '../json.ts'

// Full match: `application/grpc-web` is not gRPC.
const grpcContentType = {
  name: 'content-type',
  string_match: { safe_regex: { regex: 'application/grpc([+;].*)?' } },
  treat_missing_header_as_empty: true,
}

/** Access log filter: gRPC requests only. */
export const grpcRequests: JsonObject = { header_filter: { header: grpcContentType } }
/** Access log filter: every other request. */
export const otherRequests: JsonObject = { header_filter: { header: { ...grpcContentType, invert_match: true } } }
/** Access log filter: the last report of a TCP connection. */
export const closedConnections: JsonObject = { log_type_filter: { types: ['TcpConnectionEnd'] } }
