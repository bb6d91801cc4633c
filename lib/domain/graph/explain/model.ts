import { z } from 'zod'

export const checkStatus = z.enum(['ok', 'warning', 'problem', 'unknown'])
export type CheckStatus = z.infer<typeof checkStatus>

/** One point of the checklist of an edge: what was looked at, how it stands, and what to do where it does not stand well. */
export const edgeCheck = z.object({
  check: z.enum([
    'traffic',
    'routed',
    'window',
    'caller-known',
    'callee-known',
    'caller-sidecar',
    'callee-sidecar',
    'caller-scraped',
    'callee-scraped',
    'proxies-synced',
    'callee-ready',
    'reports-agree',
    'arrives',
    'encryption',
  ]),
  status: checkStatus,
  sentence: z.string(),
  /** What to do next; null where nothing is to be done. */
  next: z.string().nullable(),
})
export type EdgeCheck = z.infer<typeof edgeCheck>

/** What one side counted of an edge per second (requests; for TCP bytes) and by how many series; null: it does not report. */
export const reportOfSide = z.object({ perSecond: z.number(), series: z.number().int() }).nullable()
export type ReportOfSide = z.infer<typeof reportOfSide>

/** How Prometheus reads the proxies of some pods; `ageSeconds` is since the oldest of the last reads. */
export const scrapeState = z.object({
  targets: z.number().int(),
  up: z.number().int(),
  ageSeconds: z.number().nullable(),
  error: z.string().nullable(),
})
export type ScrapeState = z.infer<typeof scrapeState>

/** One end of an edge: what runs there and how its proxies are doing. Null is "not known". */
export const edgeEnd = z.object({
  id: z.string(),
  kind: z.string(),
  name: z.string(),
  namespace: z.string().nullable(),
  workload: z.string().nullable(),
  pods: z.number().int().nullable(),
  readyPods: z.number().int().nullable(),
  sidecar: z.enum(['all', 'some', 'none', 'unknown']),
  proxies: z.enum(['synced', 'stale', 'not-sent', 'unknown']),
  scrape: scrapeState.nullable(),
})
export type EdgeEnd = z.infer<typeof edgeEnd>

export const explainedObject = z.object({ kind: z.string(), namespace: z.string(), name: z.string() })
export type ExplainedObject = z.infer<typeof explainedObject>

/** A rule of configuration that has a say in the edge's requests: in all of them, or in those that match. */
export const applyingRule = z.object({
  object: explainedObject,
  /** Name or place of the rule within the object; null where the object is one rule. */
  rule: z.string().nullable(),
  match: z.array(z.string()),
  action: z.string(),
  certainty: z.enum(['applies', 'may-apply']),
})
export type ApplyingRule = z.infer<typeof applyingRule>

export const requiredTls = z.object({ mode: z.enum(['STRICT', 'PERMISSIVE', 'DISABLE']), object: explainedObject })
export type RequiredTls = z.infer<typeof requiredTls>
export const sentTls = z.object({ mode: z.string(), object: explainedObject })
export type SentTls = z.infer<typeof sentTls>
