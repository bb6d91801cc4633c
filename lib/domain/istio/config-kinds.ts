/** Kinds of mesh configuration: what the configuration pages list, and part of what the console watches. */
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
