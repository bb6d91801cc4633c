import { readFileSync } from 'node:fs'
import { z } from 'zod'

/** Field name to its TypeScript type; a leading `!` marks a required field. */
export type TypeFields = Readonly<Record<string, string>>
export type KubernetesTypes = Readonly<Record<string, TypeFields>>

const file = new URL('kubernetes-types.json', import.meta.url)

/** The fields of Kubernetes' own types by class name of @kubernetes/client-node (`V1Pod`). */
export const kubernetesTypes: KubernetesTypes = z
  .record(z.string(), z.record(z.string(), z.string()))
  .parse(JSON.parse(readFileSync(file, 'utf8')))
