import { z } from 'zod'
import type { ConfigName } from '../../lib/client/queries/config.ts'

/** What a person has written and not sent: the text, and the object it was made on. */
export type YamlDraft = {
  readonly text: string
  /** Null for an object that does not exist yet. */
  readonly base: unknown
  readonly resourceVersion: string | null
  readonly savedAt: number
}

const stored = z.object({
  text: z.string().max(1_000_000),
  base: z.json().nullable(),
  resourceVersion: z.string().nullable(),
  savedAt: z.number(),
})
const KEEP_MS = 7 * 86_400_000

/** Where a draft is kept on this device. */
export function yamlDraftKey({ kind, namespace, name }: ConfigName): string {
  return `heddle.yaml.${kind}/${namespace}/${name}`
}

export function serializeYamlDraft(draft: YamlDraft): string {
  return JSON.stringify(draft)
}

/** A kept draft; null when there is none, when it is too old, or when it is not understood. */
export function parseYamlDraft(text: string | null, now: number): YamlDraft | null {
  if (text === null) return null
  try {
    const parsed = stored.safeParse(JSON.parse(text))
    return parsed.success && now - parsed.data.savedAt < KEEP_MS ? parsed.data : null
  } catch {
    return null
  }
}
