/** Envoy's resource types as people name them. */
export const xdsTypes = ['cds', 'lds', 'rds', 'eds', 'sds', 'ecds'] as const
export type XdsType = (typeof xdsTypes)[number]

/** How far a proxy has one type: `nack` was refused, `not-reported` is a type that this control plane does not tell of. */
export const typeStates = ['synced', 'stale', 'nack', 'not-sent', 'not-reported'] as const
export type TypeState = (typeof typeStates)[number]
export type ProxyState = 'synced' | 'stale' | 'nack' | 'not-sent'

/**
 * The state of a whole proxy: a refusal before something unanswered; nothing sent only when no type was. Types that a
 * proxy has no use for are never sent and do not count.
 */
export function proxyState(types: readonly TypeState[]): ProxyState {
  if (types.includes('nack')) return 'nack'
  if (types.includes('stale')) return 'stale'
  return types.includes('synced') ? 'synced' : 'not-sent'
}

const rank: Readonly<Record<ProxyState, number>> = { nack: 0, stale: 1, 'not-sent': 2, synced: 3 }

/** For sorting worst first. */
export function compareStates(a: ProxyState, b: ProxyState): number {
  return rank[a] - rank[b]
}

const named: Readonly<Record<XdsType, string>> = {
  cds: 'clusters',
  lds: 'listeners',
  rds: 'routes',
  eds: 'endpoints',
  sds: 'certificates',
  ecds: 'extensions',
}

/** `routes` for `rds`. */
export function typeName(type: XdsType): string {
  return named[type]
}

const withLastGood: Readonly<Record<XdsType, string>> = {
  cds: 'Traffic to known destinations goes on by their last settings; new destinations can not be reached.',
  lds: 'Traffic goes on by the last listeners; new ports are not opened and changed filters do not work yet.',
  rds: 'Requests go on by the last routes; changed weights, matches and time limits are not in force.',
  eds: 'Requests go on to the last known pods: new ones get none, and those that are gone fail until they are passed over.',
  sds: 'mTLS goes on with the last certificate until it ends; after that every mTLS connection fails.',
  ecds: 'The last version of the extension goes on working.',
}
const withNothing: Readonly<Record<XdsType, string>> = {
  cds: 'It has no clusters: nothing can be called through it.',
  lds: 'It has no listeners: it takes no traffic at all.',
  rds: 'It has no routes: requests are answered with 404.',
  eds: 'It knows no pods: requests fail with 503.',
  sds: 'It has no certificate: every mTLS connection fails.',
  ecds: 'The extension does not work, and listeners that need it wait for it.',
}

/** What a refusal means for traffic, in one sentence. */
export function effectOfRefusal(type: XdsType, hasLastGood: boolean): string {
  return hasLastGood ? withLastGood[type] : withNothing[type]
}
