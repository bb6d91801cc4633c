import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseAllDocuments } from 'yaml'
import { z } from 'zod'
import type { ClusterClient } from './cluster-client.ts'

const manifest = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({ name: z.string(), namespace: z.string().optional() }),
})

export type Manifest = z.infer<typeof manifest>
type Templated = { object: Manifest; templated: boolean }

/** Reads the scenario's YAML files in name order and fills `${NAME}` placeholders. */
export function readScenario(dir: string, values: Record<string, string>): Templated[] {
  const files = readdirSync(dir).filter((name) => /\.ya?ml$/.test(name))
  return files.toSorted().flatMap((name) => parseManifests(readFileSync(join(dir, name), 'utf8'), values))
}

/** Documents of one YAML text; `templated` tells those that follow the environment of this run. */
export function parseManifests(text: string, values: Record<string, string>): Templated[] {
  return text
    .split(/^---\s*$/m)
    .filter((part) => part.trim() !== '')
    .flatMap((part) => {
      const filled = part.replaceAll(/\$\{([A-Z_]+)\}/g, (whole, name: string) => values[name] ?? whole)
      return parseAllDocuments(filled)
        .map((document): unknown => document.toJS())
        .filter((value) => value !== null)
        .map((value) => ({ object: manifest.parse(value), templated: filled !== part }))
    })
}

/**
 * Creates what is missing. What exists stays as its user left it, except objects that carry this run's ports.
 */
export async function applyScenario(client: ClusterClient, manifests: Templated[]): Promise<void> {
  for (const { object, templated } of manifests) {
    const created = await client.create(object)
    if (created === 'exists' && templated) await client.mergePatch(object)
  }
}
