import { z } from 'zod'

/** POST /api/session: sign in by form or by JSON. */
export const signInRequest = z.strictObject({
  token: z.string().min(1).max(500),
  returnTo: z.string().max(2_000).optional(),
})
export const signInResponse = z.object({ returnTo: z.string() })
export type SignInResponse = z.infer<typeof signInResponse>
