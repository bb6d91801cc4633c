import { z } from 'zod'

const nonce = z.string().optional()

/** What a control plane says of one type; the bundled one says more than istiod. Times are RFC 3339 or empty. */
const typeEntry = z.looseObject({
  sent: nonce,
  acked: nonce,
  version: z.string().optional(),
  ackedVersion: z.string().optional(),
  sentTime: z.string().optional(),
  ackedTime: z.string().optional(),
  resources: z.number().optional(),
  nack: z
    .looseObject({
      message: z.string(),
      time: z.string().optional(),
      refused: z
        .array(z.looseObject({ name: z.string(), change: z.enum(['added', 'changed', 'removed']) }))
        .default([]),
    })
    .nullish(),
})
export type TypeEntry = z.infer<typeof typeEntry>

/** One proxy of istiod's /debug/syncz. */
export const syncEntry = z.looseObject({
  cluster_id: z.string().optional(),
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
  resources: z.record(z.string(), typeEntry).optional(),
  certificate: z
    .looseObject({
      expires: z.string().optional(),
      renews: z.string().optional(),
      failure: z.looseObject({ message: z.string(), time: z.string().optional() }).nullish(),
    })
    .nullish(),
})
export type SyncEntry = z.infer<typeof syncEntry>
export const syncAnswer = z.array(syncEntry).nullable()

/** The bundled control plane's /debug/acks. */
export const acksAnswer = z.looseObject({
  proxies: z.array(z.looseObject({ proxy: z.string(), type: z.string(), ackedAt: z.string().nullable() })),
  allAckedAt: z.string().nullable(),
})

const inline = z.looseObject({ inline_bytes: z.string().optional(), inline_string: z.string().optional() }).nullish()

/** A secret of Envoy's config dump. */
export const dumpedSecret = z.looseObject({
  name: z.string().default(''),
  last_updated: z.string().optional(),
  secret: z
    .looseObject({
      tls_certificate: z.looseObject({ certificate_chain: inline }).nullish(),
      validation_context: z.looseObject({ trusted_ca: inline }).nullish(),
    })
    .optional(),
})
