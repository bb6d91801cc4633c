import { z } from 'zod'

const schema = z.object({
  /** Life of workload certificates, in seconds; Istio's default is a day. */
  HEDDLE_CERT_TTL_SECONDS: z.coerce.number().int().min(10).max(7_776_000).default(86_400),
})

/**
 * Settings of the control plane alone.
 * @throws Error with one sentence that names the variable and what is allowed
 */
export function readControlPlaneSettings(env: Record<string, string | undefined>): { certificateTtlMs: number } {
  const parsed = schema.safeParse(env)
  if (parsed.success) return { certificateTtlMs: parsed.data.HEDDLE_CERT_TTL_SECONDS * 1000 }
  throw new Error(
    `HEDDLE_CERT_TTL_SECONDS is ${JSON.stringify(env['HEDDLE_CERT_TTL_SECONDS'])}: it must be whole seconds from 10 to 7776000`,
  )
}
