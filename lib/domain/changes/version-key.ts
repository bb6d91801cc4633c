import { z } from 'zod'

const versioned = z.looseObject({
  metadata: z.looseObject({
    uid: z.string(),
    resourceVersion: z.string(),
    generation: z.int().optional(),
  }),
})

/**
 * Names the version of an object that a change led to, the same for everybody who saw it (R31): its uid and its generation,
 * which counts changes of the spec only; the resourceVersion where the server keeps no generation. Null for what is no
 * stored object.
 */
export function versionKey({ before, after }: { readonly before: unknown; readonly after: unknown }): string | null {
  if (after === null || after === undefined) {
    const old = versioned.safeParse(before)
    return old.success ? `${old.data.metadata.uid}/deleted` : null
  }
  const now = versioned.safeParse(after)
  if (!now.success) return null
  const { uid, generation, resourceVersion } = now.data.metadata
  return generation === undefined ? `${uid}/version ${resourceVersion}` : `${uid}/generation ${generation}`
}
