import { z } from 'zod'
import { countSet, duration, int32, percent, portSelector, uint32 } from './primitives.ts'

const tcpPool = z.object({
  maxConnections: int32.min(0).optional(),
  connectTimeout: duration(1).optional(),
  tcpKeepalive: z
    .object({ probes: uint32.optional(), time: duration(1).optional(), interval: duration(1).optional() })
    .optional(),
  maxConnectionDuration: duration(1).optional(),
  idleTimeout: duration().optional(),
})

const httpPool = z.object({
  http1MaxPendingRequests: int32.min(0).optional(),
  http2MaxRequests: int32.min(0).optional(),
  maxRequestsPerConnection: int32.min(0).optional(),
  maxRetries: int32.min(0).optional(),
  idleTimeout: duration().optional(),
  h2UpgradePolicy: z.enum(['DEFAULT', 'DO_NOT_UPGRADE', 'UPGRADE']).optional(),
  useClientProtocol: z.boolean().optional(),
  maxConcurrentStreams: int32.min(0).optional(),
})

export const connectionPool = z.object({ tcp: tcpPool.optional(), http: httpPool.optional() })

const consistentHash = z
  .object({
    httpHeaderName: z.string().optional(),
    httpCookie: z
      .object({
        name: z.string().min(1),
        path: z.string().optional(),
        ttl: duration().optional(),
        attributes: z.array(z.object({ name: z.string(), value: z.string().optional() })).optional(),
      })
      .optional(),
    useSourceIp: z.boolean().optional(),
    httpQueryParameterName: z.string().optional(),
    ringHash: z.object({ minimumRingSize: z.int().min(0).optional() }).optional(),
    maglev: z.object({ tableSize: z.int().min(0).optional() }).optional(),
    minimumRingSize: z.int().min(0).optional(),
  })
  .refine(
    (hash) => countSet([hash.httpHeaderName, hash.httpCookie, hash.useSourceIp, hash.httpQueryParameterName]) === 1,
    'must set exactly one of httpHeaderName, httpCookie, useSourceIp and httpQueryParameterName',
  )

/** Locality load balancing: distribute, failover and failoverPriority exclude each other (priority with failover is allowed). */
export const localityLbSetting = z
  .object({
    distribute: z
      .array(
        z.object({
          from: z.string().optional(),
          to: z
            .record(z.string(), uint32)
            .refine((to) => Object.values(to).reduce((sum, share) => sum + share, 0) === 100, 'must add up to 100')
            .optional(),
        }),
      )
      .optional(),
    failover: z.array(z.object({ from: z.string().optional(), to: z.string().optional() })).optional(),
    failoverPriority: z.array(z.string()).optional(),
    enabled: z.boolean().nullish(),
  })
  .refine((setting) => (setting.distribute?.length ?? 0) === 0 || (setting.failover?.length ?? 0) === 0, {
    message: 'must set only one of distribute and failover',
  })

const warmup = z.object({
  duration: duration(1000),
  minimumPercent: z.number().min(0).max(100).nullish(),
  aggression: z.number().min(1).nullish(),
})

export const loadBalancer = z
  .object({
    simple: z.enum(['UNSPECIFIED', 'LEAST_CONN', 'RANDOM', 'PASSTHROUGH', 'ROUND_ROBIN', 'LEAST_REQUEST']).optional(),
    consistentHash: consistentHash.optional(),
    localityLbSetting: localityLbSetting.nullish(),
    warmupDurationSecs: duration(1).optional(),
    warmup: warmup.optional(),
  })
  .refine((balancer) => countSet([balancer.simple, balancer.consistentHash]) < 2, {
    message: 'must set only one of simple and consistentHash',
  })

export const outlierDetection = z.object({
  consecutiveErrors: int32.min(0).optional(),
  splitExternalLocalOriginErrors: z.boolean().optional(),
  consecutiveLocalOriginFailures: uint32.nullish(),
  consecutiveGatewayErrors: uint32.nullish(),
  consecutive5xxErrors: uint32.nullish(),
  interval: duration(1).optional(),
  baseEjectionTime: duration(1).optional(),
  maxEjectionPercent: z.int().min(0).max(100).optional(),
  minHealthPercent: z.int().min(0).max(100).optional(),
})

export const clientTls = z
  .object({
    mode: z.enum(['DISABLE', 'SIMPLE', 'MUTUAL', 'ISTIO_MUTUAL']).optional(),
    clientCertificate: z.string().optional(),
    privateKey: z.string().optional(),
    caCertificates: z.string().optional(),
    credentialName: z.string().optional(),
    subjectAltNames: z.array(z.string()).optional(),
    sni: z.string().optional(),
    insecureSkipVerify: z.boolean().nullish(),
    caCrl: z.string().optional(),
  })
  .superRefine((tls, context) => {
    if (tls.mode === 'MUTUAL' && tls.credentialName === undefined)
      for (const field of ['clientCertificate', 'privateKey'] as const)
        if (!tls[field])
          context.addIssue({ code: 'custom', path: [field], message: 'must be set for MUTUAL without credentialName' })
    if (tls.mode === 'ISTIO_MUTUAL' && countSet([tls.clientCertificate, tls.privateKey, tls.caCertificates]) > 0)
      context.addIssue({ code: 'custom', path: ['mode'], message: 'must not be combined with certificate files' })
  })
export type ClientTls = z.infer<typeof clientTls>

const policyFields = {
  loadBalancer: loadBalancer.optional(),
  connectionPool: connectionPool.optional(),
  outlierDetection: outlierDetection.optional(),
  tls: clientTls.optional(),
}

export const trafficPolicy = z.object({
  ...policyFields,
  portLevelSettings: z
    .array(z.object({ ...policyFields, port: portSelector.optional() }))
    .max(4096)
    .optional()
    .describe('Replaces the policy for single ports.'),
  tunnel: z
    .object({
      protocol: z.enum(['CONNECT', 'POST']).optional(),
      targetHost: z.string().min(1),
      targetPort: z.int().min(1).max(65_535),
    })
    .optional(),
  proxyProtocol: z.object({ version: z.enum(['V1', 'V2']).optional() }).optional(),
  retryBudget: z.object({ percent: percent.shape.value.optional(), minRetryConcurrency: uint32.optional() }).optional(),
})
export type TrafficPolicy = z.infer<typeof trafficPolicy>
