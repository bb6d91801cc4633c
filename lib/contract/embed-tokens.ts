import { z } from 'zod'
import { namespaceName } from '../domain/model/names.ts'

export const embedView = z.enum(['graph', 'service', 'workload', 'trace'])
export type EmbedView = z.infer<typeof embedView>

const exactOrigin = z
  .string()
  .max(300)
  .refine((text) => URL.canParse(text) && new URL(text).origin === text && /^https?:/.test(text), {
    message: 'must be an exact origin such as https://portal.example, without path or wildcard',
  })

/** POST /api/embed-tokens: a read-only token for one view, some namespaces and one parent origin, at most 900 s. */
export const embedTokenRequest = z.strictObject({
  view: embedView,
  namespaces: z.array(namespaceName).min(1).max(100),
  origin: exactOrigin,
  ttlSeconds: z.number().int().min(10).max(900).default(300),
})
export type EmbedTokenRequest = z.infer<typeof embedTokenRequest>

export const embedTokenResponse = z.object({ token: z.string(), expiresAt: z.iso.datetime() })
export type EmbedTokenResponse = z.infer<typeof embedTokenResponse>
