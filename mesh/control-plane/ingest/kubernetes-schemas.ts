import { z } from 'zod'
import { storedMeta } from '../../../lib/domain/kubernetes/object.ts'

// Only what the control plane reads of each kind. `storedMeta` is relaxed so that objects from plain YAML pass too.

const intOrString = z.union([z.number().int(), z.string()])
const stringMap = z.record(z.string(), z.string())
export const meta = storedMeta.partial({ uid: true, resourceVersion: true, creationTimestamp: true })
export type Meta = z.infer<typeof meta>

const object = <Shape extends z.core.$ZodShape>(shape: Shape) =>
  z.looseObject({ kind: z.string(), metadata: meta, ...shape })

export const service = object({
  spec: z.looseObject({
    type: z.string().optional(),
    clusterIP: z.string().optional(),
    clusterIPs: z.array(z.string()).optional(),
    selector: stringMap.nullish(),
    externalName: z.string().optional(),
    ports: z
      .array(
        z.looseObject({
          name: z.string().optional(),
          port: z.number().int(),
          targetPort: intOrString.optional(),
          protocol: z.string().optional(),
          appProtocol: z.string().nullish(),
        }),
      )
      .default([]),
  }),
})
export type Service = z.infer<typeof service>

export const endpointSlice = object({
  endpoints: z
    .array(
      z.looseObject({
        addresses: z.array(z.string()).default([]),
        conditions: z
          .looseObject({
            ready: z.boolean().nullish(),
            serving: z.boolean().nullish(),
            terminating: z.boolean().nullish(),
          })
          .optional(),
        targetRef: z.looseObject({ kind: z.string().optional(), name: z.string().optional() }).nullish(),
        nodeName: z.string().nullish(),
        zone: z.string().nullish(),
      }),
    )
    .nullish(),
  ports: z.array(z.looseObject({ name: z.string().nullish(), port: z.number().int().nullish() })).nullish(),
})
export type EndpointSlice = z.infer<typeof endpointSlice>

const container = z.looseObject({
  name: z.string(),
  ports: z
    .array(
      z.looseObject({
        name: z.string().optional(),
        containerPort: z.number().int(),
        protocol: z.string().optional(),
        hostPort: z.number().int().optional(),
        hostIP: z.string().optional(),
      }),
    )
    .optional(),
})

export const pod = object({
  spec: z.looseObject({
    serviceAccountName: z.string().optional(),
    nodeName: z.string().optional(),
    containers: z.array(container).default([]),
    initContainers: z.array(container).default([]),
  }),
  status: z.looseObject({ podIP: z.string().optional(), phase: z.string().optional() }).optional(),
})
export type Pod = z.infer<typeof pod>

export const namespace = object({})
export type Namespace = z.infer<typeof namespace>

export const node = object({})
export type Node = z.infer<typeof node>

export const configMap = object({ data: stringMap.optional() })
export type ConfigMap = z.infer<typeof configMap>
