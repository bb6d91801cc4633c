import type { z } from 'zod'
import type { healthzResponse } from '@/lib/contract/readiness.ts'

export const dynamic = 'force-dynamic'

/** The process lives; anybody may know that. */
export function GET(): Response {
  const body: z.infer<typeof healthzResponse> = { status: 'ok' }
  return Response.json(body)
}
