import { z } from 'zod'
import { kubernetesObject } from '../kubernetes/object.ts'
import { protocol, serverTls } from './gateway.ts'
import { destination } from './destination.ts'
import { portNumber, wildcardHost, workloadSelector } from './primitives.ts'
import { connectionPool } from './traffic-policy.ts'

// A Sidecar may listen on a Unix socket, whose port is 0 or absent.
const sidecarPort = z.object({
  number: z.int().min(0).max(65_535).optional(),
  protocol: protocol.optional(),
  name: z.string().optional(),
  targetPort: portNumber.optional(),
})

const egressHost = z.string().refine((text) => {
  const [namespace, host, ...rest] = text.split('/')
  return Boolean(namespace) && rest.length === 0 && wildcardHost.safeParse(host).success
}, 'must be NAMESPACE/HOST, with ".", "*" or "~" allowed as namespace')

const captureMode = z.enum(['DEFAULT', 'IPTABLES', 'NONE'])
export const outboundTrafficPolicy = z.object({
  mode: z.enum(['REGISTRY_ONLY', 'ALLOW_ANY', 'ALLOW_ANY_DYNAMIC_DNS']).optional(),
  egressProxy: destination.optional(),
})

const endpointPattern = /^(127\.0\.0\.1|0\.0\.0\.0|\[::1\]|\[::\]):\d{1,5}$|^unix:\/\/\/.+/
const ingressListener = z.object({
  port: sidecarPort,
  bind: z.string().optional(),
  captureMode: captureMode.optional(),
  defaultEndpoint: z
    .string()
    .refine((text) => text === '' || endpointPattern.test(text), 'must be 127.0.0.1:PORT, 0.0.0.0:PORT or unix:///PATH')
    .optional(),
  tls: serverTls.optional(),
  connectionPool: connectionPool.optional(),
})

/** spec of networking.istio.io Sidecar. */
export const sidecarSpec = z
  .object({
    workloadSelector: workloadSelector.optional().describe('Pods it applies to; all of the namespace when absent.'),
    ingress: z.array(ingressListener).min(1).optional().describe('What the proxy accepts for its workload.'),
    egress: z
      .array(
        z.object({
          port: sidecarPort.optional(),
          bind: z.string().optional(),
          captureMode: captureMode.optional(),
          hosts: z.array(egressHost).min(1),
        }),
      )
      .min(1)
      .optional()
      .describe('What the workload may reach, as NAMESPACE/HOST.'),
    inboundConnectionPool: connectionPool.optional(),
    outboundTrafficPolicy: outboundTrafficPolicy.optional(),
  })
  .superRefine((spec, context) => {
    for (const [index, listener] of (spec.egress ?? []).slice(0, -1).entries())
      if (listener.port === undefined && listener.bind === undefined)
        context.addIssue({
          code: 'custom',
          path: ['egress', index, 'port'],
          message: 'must be set on every egress listener but the last',
        })
  })
export type SidecarSpec = z.infer<typeof sidecarSpec>

export const sidecar = kubernetesObject.extend({ spec: sidecarSpec.default({}) })
export type Sidecar = z.infer<typeof sidecar>
