import { z } from 'zod'

const stringMap = z.record(z.string(), z.string())

export const ownerReference = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  name: z.string(),
  uid: z.string(),
  controller: z.boolean().optional(),
  blockOwnerDeletion: z.boolean().optional(),
})
export type OwnerReference = z.infer<typeof ownerReference>

/** ObjectMeta as the API server returns it; times are RFC 3339 strings, resourceVersion is opaque. */
export const objectMeta = z.looseObject({
  name: z.string().optional(),
  generateName: z.string().optional(),
  namespace: z.string().optional(),
  uid: z.string().optional(),
  resourceVersion: z.string().optional(),
  generation: z.number().int().optional(),
  creationTimestamp: z.string().nullish(),
  deletionTimestamp: z.string().nullish(),
  deletionGracePeriodSeconds: z.number().int().nullish(),
  labels: stringMap.optional(),
  annotations: stringMap.optional(),
  finalizers: z.array(z.string()).optional(),
  ownerReferences: z.array(ownerReference).optional(),
  managedFields: z.array(z.looseObject({ manager: z.string().optional() })).optional(),
})
export type ObjectMeta = z.infer<typeof objectMeta>

/** Any Kubernetes object: typed identity and metadata, the rest as it came. */
export const kubernetesObject = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: objectMeta,
})
export type KubernetesObject = z.infer<typeof kubernetesObject>

/** Metadata of an object that the API server has stored: identity is never missing. */
export const storedMeta = z.looseObject({
  ...objectMeta.shape,
  name: z.string(),
  uid: z.string(),
  resourceVersion: z.string(),
  creationTimestamp: z.string(),
})

/** An object read from the API server. Cluster-scoped objects have no `metadata.namespace`. */
export const storedObject = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: storedMeta,
})
export type StoredObject = z.infer<typeof storedObject>

/** The owner that manages an object (`controller: true`), if any. */
export function controllerOf(object: KubernetesObject): OwnerReference | undefined {
  return object.metadata.ownerReferences?.find((owner) => owner.controller === true)
}
