import { z } from 'zod'
import { sourceFailure } from './source-failure.ts'

const time = z.iso.datetime()

/** A certificate that a proxy presents: of several pods the one that ends first. */
export const presentedCertificate = z.object({
  identity: z.string().nullable(),
  pod: z.string(),
  notBefore: time,
  notAfter: time,
  /** How many pods' certificates were read. */
  pods: z.number().int(),
})
export type PresentedCertificate = z.infer<typeof presentedCertificate>

/**
 * GET /api/edges/{id}/connection, with the parameters of GET /api/edges/{id}: how both ends of an edge talk. Null is what
 * nobody reported; `why` says then what was looked at.
 */
export const edgeConnection = z.object({
  id: z.string(),
  /** As the callee's proxy logged the newest request or closed connection of this caller. */
  logged: z
    .object({
      at: z.string(),
      version: z.string().nullable(),
      cipher: z.string().nullable(),
      serverName: z.string().nullable(),
      sourcePrincipal: z.string(),
      destinationPrincipal: z.string().nullable(),
    })
    .nullable(),
  /** What the caller's proxy is configured to offer; which of the protocols was agreed on nobody logs. */
  offered: z.object({ serverName: z.string().nullable(), protocols: z.array(z.string()) }).nullable(),
  certificates: z.object({ source: presentedCertificate.nullable(), target: presentedCertificate.nullable() }),
  why: z.object({
    logged: z.string().nullable(),
    offered: z.string().nullable(),
    source: z.string().nullable(),
    target: z.string().nullable(),
  }),
  degraded: z.array(sourceFailure),
})
export type EdgeConnection = z.infer<typeof edgeConnection>
