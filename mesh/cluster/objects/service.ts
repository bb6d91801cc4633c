import { z } from 'zod'
import { storedMeta } from '../../../lib/domain/kubernetes/object.ts'

const namespacedMeta = z.looseObject({ ...storedMeta.shape, namespace: z.string() })

const servicePort = z.looseObject({
  name: z.string().optional(),
  port: z.number().int(),
  protocol: z.string().default('TCP'),
  appProtocol: z.string().optional(),
  targetPort: z.union([z.number().int(), z.string()]).optional(),
})
export type ServicePort = z.infer<typeof servicePort>

export const service = z.looseObject({
  metadata: namespacedMeta,
  spec: z.looseObject({
    type: z.string().optional(),
    selector: z.record(z.string(), z.string()).nullish(),
    ports: z.array(servicePort).default([]),
    publishNotReadyAddresses: z.boolean().optional(),
  }),
})
export type Service = z.infer<typeof service>

const endpoint = z.looseObject({
  addresses: z.array(z.string()),
  conditions: z
    .looseObject({
      ready: z.boolean().nullish(),
      serving: z.boolean().nullish(),
      terminating: z.boolean().nullish(),
    })
    .optional(),
  nodeName: z.string().optional(),
  zone: z.string().optional(),
  targetRef: z.looseObject({ name: z.string().optional() }).optional(),
})
export type Endpoint = z.infer<typeof endpoint>

const endpointPort = z.looseObject({
  name: z.string().nullish(),
  port: z.number().int().nullish(),
  protocol: z.string().nullish(),
  appProtocol: z.string().nullish(),
})
export type EndpointPort = z.infer<typeof endpointPort>

export const endpointSlice = z.looseObject({
  apiVersion: z.string().default('discovery.k8s.io/v1'),
  kind: z.string().default('EndpointSlice'),
  metadata: namespacedMeta,
  addressType: z.string(),
  endpoints: z.array(endpoint).nullish(),
  ports: z.array(endpointPort).nullish(),
})
export type EndpointSlice = z.infer<typeof endpointSlice>
