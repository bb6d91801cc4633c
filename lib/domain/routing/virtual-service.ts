import { z } from 'zod'

/**
 * Where a rule sends requests. `host` may be short; it is resolved in the VirtualService's own namespace (R10).
 * Fields that routing does not read are left alone: the object is never rebuilt from this.
 */
export const destinationSchema = z.looseObject({
  host: z.string().min(1),
  subset: z.string().min(1).optional(),
  port: z.looseObject({ number: z.int().optional() }).optional(),
})
export type Destination = z.infer<typeof destinationSchema>

const routeSchema = z.looseObject({ destination: destinationSchema, weight: z.int().min(0).optional() })

const stringMatch = z.looseObject({
  exact: z.string().optional(),
  prefix: z.string().optional(),
  regex: z.string().optional(),
})
export type StringMatch = z.infer<typeof stringMatch>

const httpMatch = z.looseObject({
  name: z.string().optional(),
  uri: stringMatch.optional(),
  scheme: stringMatch.optional(),
  method: stringMatch.optional(),
  authority: stringMatch.optional(),
  headers: z.record(z.string(), stringMatch).optional(),
  withoutHeaders: z.record(z.string(), stringMatch).optional(),
  queryParams: z.record(z.string(), stringMatch).optional(),
  port: z.int().optional(),
  sourceLabels: z.record(z.string(), z.string()).optional(),
  sourceNamespace: z.string().optional(),
  gateways: z.array(z.string()).optional(),
})
export type HttpMatch = z.infer<typeof httpMatch>

const layer4Match = z.looseObject({
  port: z.int().optional(),
  sniHosts: z.array(z.string()).optional(),
  destinationSubnets: z.array(z.string()).optional(),
  sourceLabels: z.record(z.string(), z.string()).optional(),
  sourceNamespace: z.string().optional(),
  gateways: z.array(z.string()).optional(),
})
export type Layer4Match = z.infer<typeof layer4Match>

const httpRule = z.looseObject({
  name: z.string().optional(),
  match: z.array(httpMatch).optional(),
  route: z.array(routeSchema).optional(),
  redirect: z.looseObject({ uri: z.string().optional(), authority: z.string().optional() }).optional(),
  directResponse: z.looseObject({ status: z.int().optional() }).optional(),
  delegate: z.looseObject({ name: z.string().optional(), namespace: z.string().optional() }).optional(),
  mirror: destinationSchema.optional(),
  mirrorPercentage: z.looseObject({ value: z.number().optional() }).optional(),
})
const layer4Rule = z.looseObject({ match: z.array(layer4Match).optional(), route: z.array(routeSchema).optional() })

/** What routing reads of a VirtualService; unknown fields are allowed and kept. */
export const virtualServiceSchema = z.looseObject({
  kind: z.literal('VirtualService').optional(),
  metadata: z.looseObject({
    name: z.string(),
    namespace: z.string(),
    resourceVersion: z.string().optional(),
    uid: z.string().optional(),
  }),
  spec: z.looseObject({
    hosts: z.array(z.string()).optional(),
    gateways: z.array(z.string()).optional(),
    http: z.array(httpRule).optional(),
    tls: z.array(layer4Rule).optional(),
    tcp: z.array(layer4Rule).optional(),
  }),
})
export type VirtualService = z.infer<typeof virtualServiceSchema>
