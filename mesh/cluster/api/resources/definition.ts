import type { z } from 'zod'
import type { JsonSchema } from '../schema/json-schema.ts'
import type { ResourceName } from '../store.ts'

export type Subresource =
  'status' | 'scale' | 'log' | 'token' | 'finalize' | 'exec' | 'attach' | 'portforward' | 'binding' | 'eviction'

/** How the objects of a resource are described and checked. */
export type ResourceModel =
  /** One of Kubernetes' own types, by class name of @kubernetes/client-node. */
  | { readonly type: 'kubernetes'; readonly typeName: string }
  /** A kind of Istio or the Gateway API: the zod schema of its whole `spec`. */
  | { readonly type: 'zod'; readonly spec: z.ZodType; readonly specRequired: boolean; readonly description: string }
  /** A kind defined by a CustomResourceDefinition in the store: the schema of the whole object. */
  | { readonly type: 'custom'; readonly schema: JsonSchema }

/** A column of a CustomResourceDefinition: what `kubectl get` prints. */
export interface PrinterColumn {
  readonly name: string
  readonly type: 'string' | 'integer' | 'boolean' | 'date' | 'number'
  /** `.spec.hosts`, as in a CustomResourceDefinition. */
  readonly jsonPath: string
  readonly description?: string
  /** Above 0: only with `-o wide`. */
  readonly priority?: number
}

export interface ResourceDefinition {
  readonly group: string
  /** Served versions; objects are stored and returned in process in the first one. */
  readonly versions: readonly [string, ...string[]]
  readonly plural: string
  readonly singular: string
  readonly kind: string
  readonly shortNames: readonly string[]
  readonly categories: readonly string[]
  readonly namespaced: boolean
  readonly subresources: readonly Subresource[]
  readonly model: ResourceModel
  /** Printer columns of custom kinds; Kubernetes' own kinds have theirs in `table/`. */
  readonly columns: readonly PrinterColumn[]
}

export function resourceName(definition: Pick<ResourceDefinition, 'group' | 'plural'>): ResourceName {
  return definition.group === '' ? definition.plural : `${definition.plural}.${definition.group}`
}

/** `v1`, `apps/v1` */
export function apiVersionOf(group: string, version: string): string {
  return group === '' ? version : `${group}/${version}`
}

/** The apiVersion in which the store keeps objects. */
export function storageVersion(definition: ResourceDefinition): string {
  return apiVersionOf(definition.group, definition.versions[0])
}
