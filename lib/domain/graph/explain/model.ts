import { z } from 'zod'

export const checkStatus = z.enum(['ok', 'warning', 'problem', 'unknown'])
export type CheckStatus = z.infer<typeof checkStatus>

/** One point of the checklist of an edge: what was looked at, how it stands, and what to do where it does not stand well. */
export const edgeCheck = z.object({
  check: z.enum([
    'traffic',
    'caller-known',
    'callee-known',
    'caller-sidecar',
    'callee-sidecar',
    'caller-scraped',
    'callee-scraped',
    'reports-agree',
    'proxies-synced',
    'callee-ready',
    'arrives',
    'encryption',
    'window',
  ]),
  status: checkStatus,
  sentence: z.string(),
  /** What to do next; null where nothing is to be done. */
  next: z.string().nullable(),
})
export type EdgeCheck = z.infer<typeof edgeCheck>
