import { z } from 'zod'
import { namespaceName, objectName } from '../domain/model/names.ts'
import { commaList, namespaceList } from './query-parameters.ts'
import { sourceFailure } from './source-failure.ts'

const kindName = z.string().regex(/^[A-Za-z][A-Za-z0-9]{0,62}$/, 'must be a kind such as VirtualService')

/** GET /api/config */
export const configListRequest = z.object({
  namespaces: namespaceList.default([]),
  kinds: commaList(kindName, 50).default([]),
})
export type ConfigListRequest = z.infer<typeof configListRequest>

/** GET /api/config/{kind}/{namespace}/{name} */
export const configParameters = z.object({ kind: kindName, namespace: namespaceName, name: objectName })

export const finding = z.object({
  code: z.string(),
  aliases: z.array(z.string()),
  severity: z.enum(['error', 'warning', 'info']),
  path: z.string(),
  message: z.string(),
})
export type Finding = z.infer<typeof finding>

/** A finding with the object that it is in: what is wrong with the rules that act on a thing. */
export const objectFinding = z.object({ ...finding.shape, kind: z.string(), namespace: z.string(), name: z.string() })
export type ObjectFinding = z.infer<typeof objectFinding>

/** Who else writes the object, see `lib/domain/routing/owner.ts`. */
export const owner = z.object({
  kind: z.enum(['argo-rollouts', 'flagger', 'argo-cd', 'flux', 'helm', 'none']),
  name: z.string().nullable(),
  action: z.enum(['apply', 'propose', 'use-owner']),
  sentence: z.string(),
  /** What to do at the owner instead of a blind write. */
  commands: z.array(z.object({ label: z.string(), command: z.string() })),
  managers: z.array(z.string()),
})
export type OwnerBody = z.infer<typeof owner>

export const configSummary = z.object({
  apiVersion: z.string(),
  kind: z.string(),
  namespace: z.string(),
  name: z.string(),
  resourceVersion: z.string(),
  createdAt: z.string().nullable(),
  owner,
  findings: z.array(finding),
})
export type ConfigSummary = z.infer<typeof configSummary>

export const configListResponse = z.object({
  items: z.array(configSummary),
  kinds: z.array(z.string()),
  degraded: z.array(sourceFailure),
})
export type ConfigListResponse = z.infer<typeof configListResponse>

const reference = z.object({ kind: z.string(), namespace: z.string(), name: z.string(), path: z.string() })
export type ConfigReference = z.infer<typeof reference>

/** The object without managed fields and without the last-applied annotation. */
export const configResponse = z.object({
  ...configSummary.shape,
  object: z.record(z.string(), z.unknown()),
  /** Objects that it names, and objects that name it; `path` is the field in the naming one. */
  references: z.array(reference),
  referrers: z.array(reference),
})
export type ConfigResponse = z.infer<typeof configResponse>
