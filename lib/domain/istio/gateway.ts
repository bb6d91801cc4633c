import { z } from 'zod'
import { kubernetesObject } from '../kubernetes/object.ts'
import { portNumber, stringMap, tlsVersion, wildcardHost } from './primitives.ts'

/** Protocols that a port may declare. */
export const protocol = z
  .string()
  .refine(
    (name) =>
      ['HTTP', 'HTTPS', 'GRPC', 'GRPC-WEB', 'HTTP2', 'MONGO', 'TCP', 'TLS', 'REDIS', 'MYSQL', 'UDP'].includes(
        name.toUpperCase(),
      ),
    'must be one of HTTP, HTTPS, GRPC, GRPC-WEB, HTTP2, MONGO, TCP, TLS, REDIS, MYSQL and UDP',
  )

export const gatewayPort = z.object({
  number: portNumber,
  protocol,
  name: z.string().min(1),
  targetPort: portNumber.optional(),
})

const modesWithCertificate = ['SIMPLE', 'MUTUAL', 'OPTIONAL_MUTUAL']
export const serverTls = z
  .object({
    httpsRedirect: z.boolean().optional(),
    mode: z.enum(['PASSTHROUGH', 'SIMPLE', 'MUTUAL', 'AUTO_PASSTHROUGH', 'ISTIO_MUTUAL', 'OPTIONAL_MUTUAL']).optional(),
    serverCertificate: z.string().optional(),
    privateKey: z.string().optional(),
    caCertificates: z.string().optional(),
    caCrl: z.string().optional(),
    credentialName: z.string().optional(),
    credentialNames: z.array(z.string()).optional(),
    caCertCredentialName: z.string().optional(),
    tlsCertificates: z
      .array(
        z.object({
          serverCertificate: z.string().optional(),
          privateKey: z.string().optional(),
          caCertificates: z.string().optional(),
        }),
      )
      .optional(),
    subjectAltNames: z.array(z.string()).optional(),
    verifyCertificateSpki: z.array(z.string()).optional(),
    verifyCertificateHash: z.array(z.string()).optional(),
    minProtocolVersion: tlsVersion.optional(),
    maxProtocolVersion: tlsVersion.optional(),
    cipherSuites: z.array(z.string()).optional(),
  })
  .superRefine((tls, context) => {
    const hasCertificate =
      Boolean(tls.credentialName || tls.serverCertificate) ||
      (tls.credentialNames?.length ?? 0) > 0 ||
      (tls.tlsCertificates?.length ?? 0) > 0
    if (tls.mode !== undefined && modesWithCertificate.includes(tls.mode) && !hasCertificate)
      context.addIssue({ code: 'custom', path: ['credentialName'], message: `must be set for mode ${tls.mode}` })
  })

// A host of a Gateway server is HOST or NAMESPACE/HOST; `.` and `*` may stand for the namespace.
const gatewayHost = z.string().refine((text) => {
  const parts = text.split('/')
  return parts.length <= 2 && parts.every((part) => part !== '') && wildcardHost.safeParse(parts.at(-1)).success
}, 'must be a host or NAMESPACE/HOST')

export const gatewayServer = z.object({
  port: gatewayPort,
  bind: z.string().optional(),
  hosts: z.array(gatewayHost).min(1).describe('Hosts exposed here, optionally as NAMESPACE/HOST.'),
  tls: serverTls.optional(),
  defaultEndpoint: z.string().optional(),
  name: z.string().optional(),
})
export type GatewayServer = z.infer<typeof gatewayServer>

/** spec of networking.istio.io Gateway. */
export const gatewaySpec = z
  .object({
    servers: z.array(gatewayServer).min(1).describe('Ports, protocols and hosts that the proxy exposes.'),
    selector: stringMap.optional().describe('Labels of the pods that act as this gateway.'),
  })
  .superRefine((spec, context) => {
    for (const [index, server] of spec.servers.entries()) {
      const name = server.port.protocol.toUpperCase()
      if ((name === 'HTTPS' || name === 'TLS') && server.tls === undefined)
        context.addIssue({
          code: 'custom',
          path: ['servers', index, 'tls'],
          message: `must be set for protocol ${name}`,
        })
    }
  })
export type GatewaySpec = z.infer<typeof gatewaySpec>

export const gateway = kubernetesObject.extend({ spec: gatewaySpec })
export type Gateway = z.infer<typeof gateway>
