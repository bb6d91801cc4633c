import { z } from 'zod'

const nonce = z.string().optional()

/** One proxy of istiod's /debug/syncz. */
export const syncEntry = z.looseObject({
  proxy: z.string(),
  proxy_type: z.string().optional(),
  proxy_version: z.string().optional(),
  istio_version: z.string().optional(),
  cluster_sent: nonce,
  cluster_acked: nonce,
  listener_sent: nonce,
  listener_acked: nonce,
  route_sent: nonce,
  route_acked: nonce,
  endpoint_sent: nonce,
  endpoint_acked: nonce,
  extensionconfig_sent: nonce,
  extensionconfig_acked: nonce,
})
export type SyncEntry = z.infer<typeof syncEntry>
export const syncAnswer = z.array(syncEntry).nullable()

/** The bundled control plane's /debug/acks. */
export const acksAnswer = z.looseObject({
  proxies: z.array(z.looseObject({ proxy: z.string(), type: z.string(), ackedAt: z.string().nullable() })),
  allAckedAt: z.string().nullable(),
})
