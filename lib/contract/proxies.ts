import { z } from 'zod'
import { bootstrapFact, clusterRow, endpointRow, listenerRow, routeRow } from '../domain/envoy/config-dump/model.ts'
import { sectionNames } from '../domain/envoy/config-dump/sections.ts'
import { typeStates, xdsTypes } from '../domain/envoy/proxy-sync.ts'
import { flag, namespaceList } from './query-parameters.ts'
import { sourceFailure } from './source-failure.ts'

/** Times are RFC 3339; null is what the control plane does not tell. */
const time = z.iso.datetime().nullable()

/** Why a proxy refused what it was sent, and what that means. */
export const rejection = z.object({
  /** Envoy's own words; null where the control plane counts refusals but keeps no reason. */
  message: z.string(),
  at: time,
  /** In one sentence, what goes on and what does not. */
  effect: z.string(),
  refused: z.array(z.object({ name: z.string(), change: z.enum(['added', 'changed', 'removed']) })),
})
export type Rejection = z.infer<typeof rejection>

export const proxyType = z.object({
  type: z.enum(xdsTypes),
  state: z.enum(typeStates),
  sentAt: time,
  ackedAt: time,
  sentVersion: z.string().nullable(),
  /** What is in force. */
  ackedVersion: z.string().nullable(),
  resources: z.number().int().nullable(),
  rejection: rejection.nullable(),
})
export type ProxyType = z.infer<typeof proxyType>

export const proxySummary = z.object({
  pod: z.string(),
  namespace: z.string(),
  workload: z.string().nullable(),
  role: z.enum(['sidecar', 'gateway', 'waypoint', 'other']),
  cluster: z.string().nullable(),
  state: z.enum(['synced', 'stale', 'nack', 'not-sent']),
  types: z.array(proxyType),
  /** When the proxy last acknowledged anything. */
  lastAckAt: time,
  envoyVersion: z.string().nullable(),
  istioVersion: z.string().nullable(),
  revision: z.string().nullable(),
  certificate: z
    .object({ expiresAt: time, renewsAt: time, failure: z.object({ message: z.string(), at: time }).nullable() })
    .nullable(),
})
export type ProxySummary = z.infer<typeof proxySummary>

export const proxiesRequest = z.object({ namespaces: namespaceList.default([]) })
export type ProxiesRequest = z.infer<typeof proxiesRequest>

const picture = {
  /** When the control plane told this, in Unix seconds; older than now while it does not answer. */
  at: z.number(),
  /** True while the control plane does not answer and this is what it said last. */
  stale: z.boolean(),
  degraded: z.array(sourceFailure),
}

/** GET /api/proxies: worst first. `configured` is false without CONTROL_PLANE_URL. */
export const proxiesResponse = z.object({ ...picture, configured: z.boolean(), items: z.array(proxySummary) })
export type ProxiesResponse = z.infer<typeof proxiesResponse>

/** A value of Envoy's JSON as text, cut at some length; null where that version has nothing there. */
const jsonText = z.string().nullable()

export const refusedResource = z.object({
  type: z.enum(['lds', 'cds', 'rds', 'eds', 'sds']),
  name: z.string(),
  message: z.string(),
  at: time,
  /** False: the proxy has no earlier version of it. */
  hasInForce: z.boolean(),
  differences: z.array(z.object({ path: z.string(), inForce: jsonText, refused: jsonText })),
})
export type RefusedResource = z.infer<typeof refusedResource>

/** GET /api/proxies/{namespace}/{name}: one proxy, and what it refused beside what is in force. */
export const proxyResponse = z.object({ ...picture, proxy: proxySummary, refused: z.array(refusedResource) })
export type ProxyResponse = z.infer<typeof proxyResponse>

export const certificateFacts = z.object({
  subject: z.string(),
  issuer: z.string(),
  spiffe: z.string().nullable(),
  names: z.array(z.string()),
  serial: z.string(),
  notBefore: z.iso.datetime(),
  notAfter: z.iso.datetime(),
  isAuthority: z.boolean(),
})
export type CertificateFacts = z.infer<typeof certificateFacts>

export const secretRow = z.object({
  name: z.string(),
  kind: z.enum(['certificate', 'trusted-ca']),
  lastUpdatedAt: time,
  chain: z.array(certificateFacts),
})
export type SecretRow = z.infer<typeof secretRow>

/** GET /api/proxies/{namespace}/{name}/config: Envoy's configuration as tables. Keys are never part of it. */
export const proxyConfigResponse = z.object({
  at: z.number(),
  listeners: z.array(listenerRow),
  routes: z.array(routeRow),
  clusters: z.array(clusterRow),
  endpoints: z.array(endpointRow),
  secrets: z.array(secretRow),
  bootstrap: z.array(bootstrapFact),
  /** Parts that this control plane does not tell of. */
  missing: z.array(z.enum(sectionNames)),
  /** Rows left out because they speak of namespaces that the reader may not see. */
  hidden: z.number().int().nonnegative(),
})
export type ProxyConfigResponse = z.infer<typeof proxyConfigResponse>

/** GET /api/proxies/{namespace}/{name}/config/raw: a part of the dump as JSON, all of it without `section`. */
export const rawConfigRequest = z.object({
  section: z.enum(sectionNames, { error: `must be one of ${sectionNames.join(', ')}` }).optional(),
  download: flag.default(false),
})
