/** Kinds that the configuration pages list. */
export const configKinds = [
  'VirtualService',
  'DestinationRule',
  'Gateway',
  'ServiceEntry',
  'Sidecar',
  'WorkloadEntry',
  'EnvoyFilter',
  'PeerAuthentication',
  'RequestAuthentication',
  'AuthorizationPolicy',
  'Telemetry',
  'HTTPRoute',
] as const
export type ConfigKind = (typeof configKinds)[number]

export function isConfigKind(kind: string): kind is ConfigKind {
  return configKinds.some((known) => known === kind)
}
