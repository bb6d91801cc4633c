import { z } from 'zod'
import { kubernetesObject } from '../kubernetes/object.ts'
import { portNumber, stringMap, wildcardHost } from './primitives.ts'

// The Gateway API's v1 kinds; shapes shared by HTTPRoute and GRPCRoute come first.

export const parentReference = z.object({
  group: z.string().optional(),
  kind: z.string().optional(),
  namespace: z.string().optional(),
  name: z.string().min(1).max(253),
  sectionName: z.string().optional(),
  port: portNumber.optional(),
})

const backendReference = {
  group: z.string().optional(),
  kind: z.string().optional(),
  name: z.string().min(1).max(253),
  namespace: z.string().optional(),
  port: portNumber.optional(),
  weight: z.int().min(0).max(1_000_000).optional().describe('Share relative to the sum of all weights; 1 when absent.'),
}

const headerValue = z.object({ name: z.string().min(1).max(256), value: z.string().max(4096) })
const headerModifier = z.object({
  set: z.array(headerValue).max(16).optional(),
  add: z.array(headerValue).max(16).optional(),
  remove: z.array(z.string()).max(16).optional(),
})
const pathModifier = z.object({
  type: z.enum(['ReplaceFullPath', 'ReplacePrefixMatch']),
  replaceFullPath: z.string().max(1024).optional(),
  replacePrefixMatch: z.string().max(1024).optional(),
})
const fraction = z.object({ numerator: z.int().min(0), denominator: z.int().min(1).optional() })
const requestMirror = z.object({
  backendRef: z.object(backendReference),
  percent: z.int().min(0).max(100).optional(),
  fraction: fraction.optional(),
})
const extensionRef = z.object({ group: z.string(), kind: z.string(), name: z.string() })

const httpFilter = z.object({
  type: z.enum([
    'RequestHeaderModifier',
    'ResponseHeaderModifier',
    'RequestMirror',
    'RequestRedirect',
    'URLRewrite',
    'ExtensionRef',
    'CORS',
  ]),
  requestHeaderModifier: headerModifier.optional(),
  responseHeaderModifier: headerModifier.optional(),
  requestMirror: requestMirror.optional(),
  requestRedirect: z
    .object({
      scheme: z.enum(['http', 'https']).optional(),
      hostname: z.string().optional(),
      path: pathModifier.optional(),
      port: portNumber.optional(),
      statusCode: z.union([z.literal(301), z.literal(302), z.literal(303), z.literal(307), z.literal(308)]).optional(),
    })
    .optional(),
  urlRewrite: z.object({ hostname: z.string().optional(), path: pathModifier.optional() }).optional(),
  extensionRef: extensionRef.optional(),
  cors: z.looseObject({}).optional(),
})

const matchType = z.enum(['Exact', 'RegularExpression'])
const valueMatch = z.object({
  type: matchType.optional(),
  name: z.string().min(1).max(256),
  value: z.string().max(4096),
})
const httpRouteMatch = z.object({
  path: z
    .object({
      type: z.enum(['Exact', 'PathPrefix', 'RegularExpression']).optional(),
      value: z.string().max(1024).optional(),
    })
    .optional(),
  headers: z.array(valueMatch).max(16).optional(),
  queryParams: z.array(valueMatch).max(16).optional(),
  method: z.enum(['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'CONNECT', 'OPTIONS', 'TRACE', 'PATCH']).optional(),
})

const gatewayDuration = z
  .string()
  .regex(/^([0-9]{1,5}(h|m|s|ms)){1,4}$/, 'must be a duration such as 250ms, 5s or 1m30s')
const httpRouteRule = z.object({
  name: z.string().max(253).optional(),
  matches: z.array(httpRouteMatch).max(64).optional(),
  filters: z.array(httpFilter).max(16).optional(),
  backendRefs: z
    .array(z.object({ ...backendReference, filters: z.array(httpFilter).max(16).optional() }))
    .max(16)
    .optional(),
  timeouts: z.object({ request: gatewayDuration.optional(), backendRequest: gatewayDuration.optional() }).optional(),
  retry: z.looseObject({ attempts: z.int().min(0).optional() }).optional(),
  sessionPersistence: z.looseObject({}).optional(),
})

const hostnames = z.array(wildcardHost).max(16).optional().describe('Hosts that the route applies to.')
const parentRefs = z.array(parentReference).max(32).optional().describe('Gateways or Services that carry the route.')

/** spec of gateway.networking.k8s.io HTTPRoute. */
export const httpRouteSpec = z.object({
  parentRefs,
  hostnames,
  rules: z.array(httpRouteRule).min(1).max(16).optional(),
})
export type HttpRouteSpec = z.infer<typeof httpRouteSpec>
export const httpRoute = kubernetesObject.extend({ spec: httpRouteSpec })
export type HttpRoute = z.infer<typeof httpRoute>

const grpcMethodMatch = z.object({
  type: matchType.optional(),
  service: z.string().max(1024).optional(),
  method: z.string().max(1024).optional(),
})
const grpcFilter = httpFilter.pick({
  requestHeaderModifier: true,
  responseHeaderModifier: true,
  requestMirror: true,
  extensionRef: true,
})
const grpcFilters = z
  .array(
    grpcFilter.extend({
      type: z.enum(['RequestHeaderModifier', 'ResponseHeaderModifier', 'RequestMirror', 'ExtensionRef']),
    }),
  )
  .max(16)
  .optional()

/** spec of gateway.networking.k8s.io GRPCRoute. */
export const grpcRouteSpec = z.object({
  parentRefs,
  hostnames,
  rules: z
    .array(
      z.object({
        name: z.string().max(253).optional(),
        matches: z
          .array(z.object({ method: grpcMethodMatch.optional(), headers: z.array(valueMatch).max(16).optional() }))
          .max(64)
          .optional(),
        filters: grpcFilters,
        backendRefs: z
          .array(z.object({ ...backendReference, filters: grpcFilters }))
          .max(16)
          .optional(),
        sessionPersistence: z.looseObject({}).optional(),
      }),
    )
    .max(16)
    .optional(),
})
export const grpcRoute = kubernetesObject.extend({ spec: grpcRouteSpec })

const secretReference = z.object({
  group: z.string().optional(),
  kind: z.string().optional(),
  name: z.string().min(1),
  namespace: z.string().optional(),
})
const labelSelector = z.object({
  matchLabels: stringMap.optional(),
  matchExpressions: z
    .array(z.object({ key: z.string(), operator: z.string(), values: z.array(z.string()).optional() }))
    .optional(),
})
const listener = z.object({
  name: z.string().min(1).max(253),
  hostname: wildcardHost.optional(),
  port: portNumber,
  protocol: z.string().min(1).max(255),
  tls: z
    .object({
      mode: z.enum(['Terminate', 'Passthrough']).optional(),
      certificateRefs: z.array(secretReference).max(64).optional(),
      frontendValidation: z.looseObject({}).optional(),
      options: stringMap.optional(),
    })
    .optional(),
  allowedRoutes: z
    .object({
      namespaces: z
        .object({ from: z.enum(['All', 'Selector', 'Same', 'None']).optional(), selector: labelSelector.optional() })
        .optional(),
      kinds: z
        .array(z.object({ group: z.string().optional(), kind: z.string() }))
        .max(8)
        .optional(),
    })
    .optional(),
})

/** spec of gateway.networking.k8s.io Gateway. */
export const kubernetesGatewaySpec = z.object({
  gatewayClassName: z.string().min(1).max(253),
  listeners: z.array(listener).min(1).max(64),
  addresses: z
    .array(z.object({ type: z.string().optional(), value: z.string().optional() }))
    .max(16)
    .optional(),
  infrastructure: z.looseObject({ labels: stringMap.optional(), annotations: stringMap.optional() }).optional(),
  backendTLS: z.looseObject({}).optional(),
  allowedListeners: z.looseObject({}).optional(),
  tls: z.looseObject({}).optional(),
})
export const kubernetesGateway = kubernetesObject.extend({ spec: kubernetesGatewaySpec })
export type KubernetesGateway = z.infer<typeof kubernetesGateway>

/** spec of gateway.networking.k8s.io GatewayClass. */
export const gatewayClassSpec = z.object({
  controllerName: z
    .string()
    .regex(
      /^[a-z0-9.-]+\/[A-Za-z0-9/\-._~%!$&'()*+,;=:]+$/,
      'must be a domain and a path, such as istio.io/gateway-controller',
    ),
  description: z.string().max(64).optional(),
  parametersRef: z
    .object({ group: z.string(), kind: z.string(), name: z.string(), namespace: z.string().optional() })
    .optional(),
})

/** spec of gateway.networking.k8s.io ReferenceGrant. */
export const referenceGrantSpec = z.object({
  from: z
    .array(z.object({ group: z.string(), kind: z.string(), namespace: z.string().min(1) }))
    .min(1)
    .max(16),
  to: z
    .array(z.object({ group: z.string(), kind: z.string(), name: z.string().optional() }))
    .min(1)
    .max(16),
})
