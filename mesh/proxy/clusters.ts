/** Names of the static clusters that the bootstrap defines and dynamic configuration may refer to. */
export const staticClusters = {
  xds: 'xds-grpc',
  otlp: 'otlp-grpc',
  accessLog: 'access-log-grpc',
  admin: 'prometheus_stats',
} as const
